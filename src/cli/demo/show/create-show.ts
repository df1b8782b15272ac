import { cutToWidth } from '../../terminal/display-width.ts';
import { type Paint } from '../../terminal/paint.ts';
import { createProgress, type Progress, type ProgressTarget } from '../../terminal/progress.ts';
import { wrapText } from '../../terminal/wrap-text.ts';
import type { DemoObserver, Stage } from '../observer.ts';
import type { DemoReport } from '../report.ts';
import { dashboardLines } from './dashboard.ts';
import { labelOf, legend, WIDTH } from './labels.ts';
import { createDecisionLines } from './decision-lines.ts';

/** Shows the demo to a person: what happens as it happens, then what came of it. */
export interface Show {
  readonly observer: DemoObserver;
  end(report: DemoReport): void;
}

const TITLES: Readonly<Record<Stage, string>> = {
  history: 'Desks get twelve days of history, message by message',
  reading: 'Read all of them as one list',
  judging: 'Judge them: SLA and customer health',
  backlog: 'Triage what came in over the weekend',
  morning: 'Play the morning: people write, webhooks come in',
  closing: 'Noon',
};

const PROGRESS_LABELS: Readonly<Partial<Record<Stage, string>>> = {
  history: 'things done at the sandboxes',
  backlog: 'tickets triaged',
  morning: 'things done by customers and agents',
};

export function createShow(options: {
  readonly paint: Paint;
  readonly output: ProgressTarget;
}): Show {
  const { paint, output } = options;
  let progress: Progress = createProgress({ write: () => undefined }, '');
  const repeated = new Set<string>();
  const line = (text: string): void => {
    progress.clear();
    output.write(`${text}\n`);
  };
  const say = (text: string): void => line(`  ${text}`);
  const aside = (text: string): void => say(paint('dim', text));
  const decisions = createDecisionLines(paint);
  line(paint('bold', 'polydesk demo') + paint('dim', ' · a Monday morning of support'));
  return {
    observer: {
      onStage(stage) {
        line(`\n${paint('cyan', '▸')} ${paint('bold', TITLES[stage])}`);
        progress = createProgress(output, PROGRESS_LABELS[stage] ?? '');
        decisions.restart();
      },
      onProgress: (done, total) => progress.update(done, total),
      onDesk: (desk, url) =>
        say(
          `${labelOf(desk.provider).padEnd(10)} ${String(desk.tickets).padStart(3)} tickets  ` +
            paint('dim', `sandbox "${desk.account}" on ${url}`),
        ),
      onReading({ tickets, threads, messages, internalNotes, recoveredFrom }) {
        say(`${tickets} tickets; ${threads} threads with ${messages} messages`);
        aside(`${internalNotes} of the messages are internal notes, and stay that`);
        if (recoveredFrom.length === 0) return;
        const failures = recoveredFrom.map(({ desk, code }) => `${labelOf(desk)} ${code}`);
        for (const text of wrapText(`recovered on the way from: ${failures.join(', ')}`, WIDTH - 2))
          aside(text);
      },
      onJudged(sla, health) {
        say(`${sla.breached} of ${sla.checked} open tickets have missed a target`);
        const { critical } = health.byStatus;
        say(`${critical} of ${health.scored} paying accounts are critical`);
        aside(`in the lines below: ${legend()}`);
      },
      onTriage(entry, at) {
        for (const text of decisions.linesOf(entry, at)) say(text);
      },
      onSubscribed: (url) => aside(`webhooks of all desks go to ${url}/…`),
      onRefused: (desk, attack, reason) =>
        say(
          `${paint('red', '✗ refused')}  ${labelOf(desk).padEnd(10)} ${attack} ` +
            paint('dim', `(${reason})`),
        ),
      onDuplicate(desk, nativeType) {
        if (repeated.has(desk)) return;
        repeated.add(desk);
        say(
          `${paint('yellow', '≡ known')}    ${labelOf(desk).padEnd(10)} ` +
            `${cutToWidth(nativeType, 44)} came twice`,
        );
      },
    },
    end(report) {
      for (const text of dashboardLines(report, paint)) line(text);
    },
  };
}
