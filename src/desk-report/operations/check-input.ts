import { refuse } from '../../numbers/check-numbers.ts';
import type { ReportTicket } from './ticket.ts';

/**
 * Refuses what the metrics do not look at: a ticket that is there twice would count twice, and a
 * confidence is a share.
 *
 * @throws ValidationError naming each of them by its place, never by its content.
 */
export function checkReportInput(tickets: readonly ReportTicket[]): void {
  const seen = new Set<string>();
  refuse(
    'The tickets',
    tickets.flatMap(({ id, prediction }, index) => {
      const isTwice = seen.has(id);
      seen.add(id);
      const confidence = prediction?.confidence ?? 0;
      return [
        ...(isTwice ? [{ path: `tickets.${index}.id`, message: 'is there twice' }] : []),
        ...(confidence >= 0 && confidence <= 1
          ? []
          : [
              {
                path: `tickets.${index}.prediction.confidence`,
                message: 'must lie between 0 and 1',
              },
            ]),
      ];
    }),
  );
}
