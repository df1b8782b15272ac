import { SILENT } from '../demo/observer.ts';
import { runDemo } from '../demo/run-demo.ts';
import { createShow } from '../demo/show/create-show.ts';
import type { DemoFlags } from '../flags.ts';
import { createPaint } from '../terminal/paint.ts';

/** `polydesk demo`: plays the demo for a person, or prints one JSON document for a machine. */
export async function runDemoCommand(flags: DemoFlags): Promise<void> {
  const { seed, tickets } = flags;
  if (flags.json) {
    const report = await runDemo({ seed, tickets, observer: SILENT });
    process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
    return;
  }
  const paint = createPaint({
    wanted: flags.color,
    isTerminal: process.stdout.isTTY,
    environment: process.env,
  });
  const show = createShow({ paint, output: process.stdout });
  show.end(await runDemo({ seed, tickets, observer: show.observer }));
}
