import type { OperationsOptions, ReportCustomer, ReportTicket } from '../../desk-report/index.ts';
import type { ReportPeriod } from '../../desk-report/index.ts';
import type { Schedule, SlaPolicy } from '../../sla/index.ts';

/** The promises that tickets are judged by. */
export interface SlaChoice {
  readonly policies: readonly SlaPolicy[];
  readonly schedules: Readonly<Record<string, Schedule>>;
  readonly businessMinutes?: OperationsOptions['businessMinutes'];
  /** Where they come from, in a sentence. */
  readonly remark: string;
}

/** What a source needs to know to read tickets. */
export interface ReadingOptions {
  readonly sla: SlaChoice;
  /** The moment as of which tickets are judged, where one is named. */
  readonly now: Date | undefined;
  /** The stretch whose tickets are read in full, at a moment. */
  readonly stretch: (now: number) => ReportPeriod;
}

/** What a source has given. */
export interface ReadSource {
  readonly subject: string;
  readonly now: number;
  readonly tickets: readonly ReportTicket[];
  readonly customers?: readonly ReportCustomer[];
  /** Where each ticket can be opened. */
  readonly urls: ReadonlyMap<string, string>;
  readonly remarks: OperationsOptions['remarks'] & object;
}
