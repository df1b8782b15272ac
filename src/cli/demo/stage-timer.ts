import type { DemoObserver, Stage } from './observer.ts';
import type { DemoReport } from './report.ts';

/** Says which stage begins, and how long each took. */
export interface StageTimer {
  start(stage: Stage): void;
  /** Whole milliseconds by stage, and of all together. */
  stop(): DemoReport['timings'];
}

export function createStageTimer(observer: Pick<DemoObserver, 'onStage'>): StageTimer {
  const begun = performance.now();
  const marks: { readonly stage: Stage; readonly at: number }[] = [];
  return {
    start(stage) {
      marks.push({ stage, at: performance.now() });
      observer.onStage(stage);
    },
    stop() {
      const end = performance.now();
      const spans = marks.map(({ stage, at }, index) => [
        `${stage}Ms`,
        Math.round((marks[index + 1]?.at ?? end) - at),
      ]);
      return { ...Object.fromEntries(spans), totalMs: Math.round(end - begun) };
    },
  };
}
