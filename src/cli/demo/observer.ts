import type { WebhookRejection } from '../../errors/classes.ts';
import type {
  DeskSummary,
  HealthSummary,
  ReadingSummary,
  SlaSummary,
  TriageEntry,
} from './report.ts';

/** The parts of the demo, in their order. */
export const STAGES = ['history', 'reading', 'judging', 'backlog', 'morning', 'closing'] as const;
export type Stage = (typeof STAGES)[number];

/** Hears of everything while it happens, so that a person can follow it. */
export interface DemoObserver {
  readonly onStage: (stage: Stage) => void;
  readonly onProgress: (done: number, total: number) => void;
  readonly onDesk: (desk: DeskSummary, url: string) => void;
  readonly onReading: (reading: ReadingSummary) => void;
  readonly onJudged: (sla: SlaSummary, health: HealthSummary) => void;
  readonly onTriage: (entry: TriageEntry, at: Date) => void;
  readonly onSubscribed: (url: string) => void;
  readonly onRefused: (desk: string, attack: string, reason: WebhookRejection) => void;
  readonly onDuplicate: (desk: string, nativeType: string) => void;
}

const ignore = (): void => undefined;

/** Hears nothing: for machines. */
export const SILENT: DemoObserver = {
  onStage: ignore,
  onProgress: ignore,
  onDesk: ignore,
  onReading: ignore,
  onJudged: ignore,
  onTriage: ignore,
  onSubscribed: ignore,
  onRefused: ignore,
  onDuplicate: ignore,
};
