import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { ReceiverConfig } from './config.ts';

const PROGRAM = fileURLToPath(new URL('./receiver-process.ts', import.meta.url));

interface Running {
  readonly child: ChildProcess;
  readonly port: number;
}

/** Receiver processes that can be killed. */
export interface Receivers {
  ports(): readonly number[];
  /** Kills one with SIGKILL and starts another in its place. */
  killOne(random: () => number): Promise<void>;
  readonly kills: number;
  /** How often a handler was called, in all processes. */
  readonly calls: number;
  stop(): Promise<void>;
}

/** Starts so many. */
export async function startReceivers(count: number, config: ReceiverConfig): Promise<Receivers> {
  const running: Running[] = [];
  let kills = 0;
  let calls = 0;
  let started = 0;

  const start = (): Promise<Running> =>
    new Promise((resolve, reject) => {
      started += 1;
      const own = JSON.stringify({ ...config, seed: config.seed + started });
      const child = spawn(process.execPath, ['--import', 'tsx', PROGRAM, own], {
        stdio: ['pipe', 'pipe', 'inherit'],
      });
      let rest = '';
      child.stdout.on('data', (chunk: Buffer) => {
        const lines = (rest + chunk.toString()).split('\n');
        rest = lines.pop() ?? '';
        for (const line of lines) {
          if (line.startsWith('handles ')) calls += 1;
          if (line.startsWith('listens ')) resolve({ child, port: Number(line.slice(8)) });
        }
      });
      child.once('exit', () => reject(new Error('a receiver ended before it listened')));
    });

  const end = ({ child }: Running): Promise<void> =>
    new Promise((resolve) => {
      child.once('exit', () => resolve());
      child.kill('SIGKILL');
    });

  running.push(...(await Promise.all(Array.from({ length: count }, start))));
  return {
    ports: () => running.map(({ port }) => port),
    get kills() {
      return kills;
    },
    get calls() {
      return calls;
    },
    async killOne(random) {
      const [victim] = running.splice(Math.floor(random() * running.length), 1);
      if (victim === undefined) return;
      kills += 1;
      await end(victim);
      running.push(await start());
    },
    async stop() {
      await Promise.all(running.splice(0).map(end));
    },
  };
}
