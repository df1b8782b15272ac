// Carries one migration as a process of its own, to be killed at any moment. What it is to do comes as
// JSON in its first argument; it ends with 0 when nothing is left to do.
import pg from 'pg';
import {
  createFileLedger,
  createMigration,
  createPostgresLedger,
} from '../../../src/migration/index.ts';
import type { CarryConfig } from './config.ts';
import { connectDesk } from './connect.ts';

// Safe: the test that starts this process wrote it.
const config = JSON.parse(process.argv[2] ?? '{}') as CarryConfig;
const { speed, origin } = config;

const clock = {
  now: () => origin + (Date.now() - origin) * speed,
  sleep: (ms: number, signal?: AbortSignal) =>
    new Promise<void>((resolve, reject) => {
      const stop = (): void => {
        clearTimeout(timer);
        reject(signal?.reason);
      };
      if (signal?.aborted === true) return reject(signal.reason);
      const timer = setTimeout(() => {
        signal?.removeEventListener('abort', stop);
        resolve();
      }, ms / speed);
      signal?.addEventListener('abort', stop, { once: true });
    }),
};

const connect = (desk: CarryConfig['from']) =>
  connectDesk(desk, { baseUrl: desk.url, clock, timeoutMs: 3000 });

const pool =
  config.ledger.kind === 'postgres'
    ? new pg.Pool({ connectionString: config.ledger.url, max: 4 })
    : null;
const ledger =
  config.ledger.kind === 'file'
    ? createFileLedger({ path: config.ledger.path })
    : createPostgresLedger({ client: pool ?? nothing(), schema: config.ledger.schema });

function nothing(): never {
  throw new Error('no pool');
}

const migration = createMigration({
  from: connect(config.from),
  to: connect(config.to),
  ledger,
  silence: 'confirmed',
  leaseMs: 10_000,
  concurrency: 4,
  clock,
});
for await (const { done } of migration.run()) process.stdout.write(`done ${done}\n`);
await ledger.close();
await pool?.end();
process.exit(0);
