import type { WarningLog } from '../../../src/adapter/mapping.ts';
import type { SupportTicket } from '../../../src/model/ticket.ts';
import type { CaseRecord } from './case-record.ts';
import { bodyOf, type TranslationContext } from './common.ts';
import type { ThreadFacts } from './thread-facts.ts';

type Texts = Pick<SupportTicket, 'subject' | 'description' | 'descriptionHtml'>;

// As much of a first line as reads like a heading.
const LONGEST_HEADING = 120;

/** Heading and description: what people wrote where Intercom has it, else what can be derived. */
export function textsOf(
  record: CaseRecord,
  facts: ThreadFacts | null,
  context: TranslationContext,
  log: WarningLog,
): Texts {
  const description = descriptionOf(record, facts, context, log);
  const subject = record.title ?? headingOf(description.description, log);
  return { subject, ...description };
}

function descriptionOf(
  record: CaseRecord,
  facts: ThreadFacts | null,
  context: TranslationContext,
  log: WarningLog,
): Pick<Texts, 'description' | 'descriptionHtml'> {
  const said = record.thread.source?.body ?? record.facet?.description;
  if (said) return asDescription(bodyOf(said, context));
  const opening = record.thread.complete === true ? facts?.opening : null;
  if (!opening?.body) return { description: null, descriptionHtml: null };
  log.add({
    type: 'derived',
    field: 'description',
    reason: 'Intercom gives no first message; this is the first public one of the thread.',
  });
  return asDescription(bodyOf(opening.body, context));
}

const asDescription = ({
  bodyText,
  bodyHtml,
}: ReturnType<typeof bodyOf>): Pick<Texts, 'description' | 'descriptionHtml'> => ({
  description: bodyText,
  descriptionHtml: bodyHtml,
});

function headingOf(description: string | null, log: WarningLog): string | null {
  const line = description
    ?.split('\n')
    .map((part) => part.trim())
    .find((part) => part !== '');
  if (line === undefined) return null;
  log.add({
    type: 'derived',
    field: 'subject',
    reason: 'The conversation has no title; this is the first line of its first message.',
  });
  return line.length <= LONGEST_HEADING ? line : `${line.slice(0, LONGEST_HEADING - 1)}…`;
}
