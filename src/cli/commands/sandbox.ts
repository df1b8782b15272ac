import { generateDataSet } from '../../../examples/data/generate.ts';
import { ConfigurationError } from '../../errors/index.ts';
import { createClock, type SandboxClock } from '../../sandbox/kit/clock.ts';
import { type ServedSandbox, serve } from '../../sandbox/kit/serve.ts';
import { DESK_KINDS, type DeskKind, type MadeDesk } from '../demo/desks/index.ts';
import { fillDesks } from '../demo/open-desks.ts';
import type { SandboxFlags } from '../flags.ts';
import { createPaint, type Paint } from '../terminal/paint.ts';
import { createProgress } from '../terminal/progress.ts';

/** `polydesk sandbox`: serves a provider's sandbox on loopback until it is interrupted. */
export async function runSandboxCommand(provider: string, flags: SandboxFlags): Promise<void> {
  const kind = kindOf(provider);
  const paint = createPaint({
    wanted: flags.color,
    isTerminal: process.stdout.isTTY,
    environment: process.env,
  });
  const clock = createClock({ real: true });
  const made = kind.make({ seed: flags.seed, clock, autoDeliver: true });
  if (flags.seedData) await fill(made, clock, flags.seed);
  const served = await listen(made, flags.port);
  const stopped = interrupted();
  process.stdout.write(`${describe(kind, made, served, paint).join('\n')}\n`);
  await stopped;
  await served.close();
  process.stdout.write('\nThe sandbox has stopped.\n');
}

function kindOf(provider: string): DeskKind {
  const kind = DESK_KINDS.find((one) => one.provider === provider);
  if (kind !== undefined) return kind;
  const known = DESK_KINDS.map((one) => one.provider).join(', ');
  throw new ConfigurationError(`There is no sandbox of "${provider}". There are: ${known}.`);
}

/** The data set ends now, so that time can go on from there. */
async function fill(made: MadeDesk, clock: SandboxClock, seed: number): Promise<void> {
  const progress = createProgress(process.stderr, 'things done at the sandbox');
  const dataSet = generateDataSet({ seed, now: new Date() });
  await fillDesks([made], {
    dataSet,
    seed,
    clock,
    onProgress: (done, total) => progress.update(done, total),
  });
  progress.clear();
  clock.set(new Date());
}

async function listen({ sandbox }: MadeDesk, port: number): Promise<ServedSandbox> {
  try {
    return await serve(sandbox, { port });
  } catch (error) {
    throw new ConfigurationError(
      `The sandbox cannot listen on port ${port} of 127.0.0.1. Choose another with --port, or 0 for a free one.`,
      { cause: error },
    );
  }
}

function describe(
  kind: DeskKind,
  made: MadeDesk,
  served: ServedSandbox,
  paint: Paint,
): readonly string[] {
  const { rows, example } = made.login(served.url);
  return [
    paint('bold', `${kind.label} sandbox`),
    ...[['url', served.url] as const, ...rows].map(
      ([label, value]) => `  ${paint('dim', label.padEnd(14))}${value}`,
    ),
    '',
    `  ${example}`,
    '',
    paint('dim', 'The credentials are good for this sandbox only. Ctrl-C stops it.'),
  ];
}

const interrupted = (): Promise<void> =>
  new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
