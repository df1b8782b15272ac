import { type Paint } from '../../terminal/paint.ts';
import { createProgress, type Progress, type ProgressTarget } from '../../terminal/progress.ts';
import type { DemoObserver, Stage } from '../observer.ts';
import type { DemoReport, TriageEntry } from '../report.ts';
import { dashboardLines } from './dashboard.ts';
import { triageLine } from './triage-line.ts';

/** Shows the demo to a person: what happens as it happens, then what came of it. */
export interface Show {
  readonly observer: DemoObserver;
  end(report: DemoReport): void;
}

const TITLES: Readonly<Record<Stage, string>> = {
  history: 'A desk gets twelve days of history',
  reading: 'Read the desk through the adapter',
  judging: 'Judge it: SLA and customer health',
  backlog: 'Triage what came in over the weekend',
  morning: 'Play the morning: people write, signed webhooks come in',
  closing: 'Noon',
};

const PROGRESS_LABELS: Readonly<Partial<Record<Stage, string>>> = {
  history: 'messages played into the sandbox',
  backlog: 'tickets triaged',
  morning: 'things done by customers and agents',
};

/** How many triage decisions of a stage are shown one by one. */
const SHOWN_DECISIONS = 9;

export function createShow(options: {
  readonly paint: Paint;
  readonly output: ProgressTarget;
}): Show {
  const { paint, output } = options;
  let progress: Progress = createProgress({ write: () => undefined }, '');
  let decisions = 0;
  let noteShown = false;
  const line = (text: string): void => {
    progress.clear();
    output.write(`${text}\n`);
  };
  const say = (text: string): void => line(`  ${text}`);
  const showDecision = (entry: TriageEntry, at: Date): void => {
    decisions += 1;
    if (decisions <= SHOWN_DECISIONS || entry.churnRisk || entry.staleWriteRefused)
      say(triageLine(entry, at, paint));
    else if (decisions === SHOWN_DECISIONS + 1)
      say(paint('dim', '… from here only what is special'));
    if (noteShown || !entry.churnRisk || entry.note === null) return;
    noteShown = true;
    say(paint('dim', '      the note on the ticket, for the staff who read it:'));
    for (const text of entry.note.split('\n')) say(`      ${paint('cyan', '│')} ${text}`);
  };
  line(paint('bold', 'polydesk demo') + paint('dim', ' · a Monday morning of support'));
  return {
    observer: {
      onStage(stage) {
        line(`\n${paint('cyan', '▸')} ${paint('bold', TITLES[stage])}`);
        progress = createProgress(output, PROGRESS_LABELS[stage] ?? '');
        decisions = 0;
      },
      onProgress: (done, total) => progress.update(done, total),
      onDesk(desk, url) {
        say(`${desk.tickets} tickets, ${desk.accounts} companies, ${desk.contacts} customers`);
        say(paint('dim', `Zendesk sandbox "${desk.account}" on ${url}, over real HTTP`));
      },
      onReading({ tickets, pages, threads, messages, internalNotes, recoveredFrom }) {
        say(`${tickets} tickets in ${pages} pages; ${threads} threads with ${messages} messages`);
        say(paint('dim', `${internalNotes} of the messages are internal notes, and stay that`));
        if (recoveredFrom.length > 0)
          say(paint('dim', `recovered on the way from: ${recoveredFrom.join(', ')}`));
      },
      onJudged(sla, health) {
        say(`${sla.breached} of ${sla.checked} open tickets have missed a target`);
        const { critical } = health.byStatus;
        say(`${critical} of ${health.scored} paying accounts are critical`);
      },
      onTriage: showDecision,
      onSubscribed: (url) => say(paint('dim', `webhooks go to ${url}`)),
      onRefused: (attack, reason) =>
        say(`${paint('red', '✗ refused')}  ${attack} ${paint('dim', `(${reason})`)}`),
      onDuplicate: (nativeType) =>
        say(
          `${paint('yellow', '≡ known')}  ${nativeType} came twice ${paint('dim', '(handled once)')}`,
        ),
    },
    end(report) {
      for (const text of dashboardLines(report, paint)) line(text);
    },
  };
}
