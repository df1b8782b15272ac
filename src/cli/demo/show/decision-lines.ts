import type { Paint } from '../../terminal/paint.ts';
import { wrapText } from '../../terminal/wrap-text.ts';
import type { TriageEntry } from '../report.ts';
import { WIDTH } from './labels.ts';
import { triageLine } from './triage-line.ts';

/** How many decisions of a stage are shown one by one. */
const SHOWN = 9;

/** The lines that tell of triage decisions: the first of a stage, then only what is special. */
export interface DecisionLines {
  /** A new stage begins. */
  restart(): void;
  linesOf(entry: TriageEntry, at: Date): readonly string[];
}

export function createDecisionLines(paint: Paint): DecisionLines {
  let count = 0;
  let noteShown = false;
  const noteOf = ({ churnRisk, note }: TriageEntry): readonly string[] => {
    // One note is enough; and a desk may give its text back without its lines.
    if (noteShown || !churnRisk || note?.includes('\n') !== true) return [];
    noteShown = true;
    const lines = note.split('\n').flatMap((line) => wrapText(line, WIDTH - 10));
    return [
      paint('dim', '      the note on the ticket, for the staff who read it:'),
      ...lines.map((text) => `      ${paint('cyan', '│')} ${text}`),
    ];
  };
  return {
    restart() {
      count = 0;
    },
    linesOf(entry, at) {
      count += 1;
      const { churnRisk, staleWriteRefused } = entry;
      if (count > SHOWN && !churnRisk && !staleWriteRefused) {
        return count === SHOWN + 1 ? [paint('dim', '… from here only what is special')] : [];
      }
      const stale = '      the customer wrote meanwhile: refused as stale, decided again';
      return [
        triageLine(entry, at, paint),
        ...(staleWriteRefused ? [paint('dim', stale)] : []),
        ...noteOf(entry),
      ];
    },
  };
}
