// Carries tickets through a ledger as fast as it can, and says what it was told, until it is killed.
import {
  createFileLedger,
  createPostgresLedger,
  type Ledger,
} from '../../../src/migration/index.ts';
import { SUBJECT, ticket } from './items.ts';

const [where = '', driver = '', name = '0', count = '0'] = process.argv.slice(2);
const ledger: Ledger =
  driver === 'postgres'
    ? createPostgresLedger({ connection: process.env['LEDGER_PG_URL'] ?? '', schema: where })
    : createFileLedger({
        path: where,
        driver: driver === 'journal' ? 'journal' : 'better-sqlite3',
      });

const say = (line: string): void => void process.stdout.write(`${line}\n`);

await ledger.open(SUBJECT);
const { id: runId } = await ledger.startRun('run', 0);
say(`run ${runId}`);

/** Plans tickets of its own, in pairs that belong together, and carries what it can get. */
for (let round = 0; ; round += 1) {
  const now = round;
  if (count === '0') {
    const pair = [`${name}-${round}-a`, `${name}-${round}-b`];
    await ledger.plan(
      pair.map((one) => ticket(one)),
      now,
      { name, value: String(round) },
    );
    say(`planned ${pair.join(' ')}`);
  }
  const request = { kinds: ['ticket'] as const, limit: 3, runId, now, until: now + 1e9 };
  const claims = await ledger.claim(request);
  for (const { item } of claims) say(`claimed ${item.source}`);
  if (claims.length === 0 && count !== '0') break;
  const changes = claims.map(({ item, token }, index) => ({
    kind: item.kind,
    source: item.source,
    token,
    state: index === 2 ? ('sent' as const) : ('confirmed' as const),
    target: `T-${item.source}`,
  }));
  const answers = await ledger.advance(changes, now);
  for (const [index, { source, state }] of changes.entries()) {
    if (answers[index] === true) say(`${state} ${source}`);
  }
}
// Its run goes on, so that nobody else gets what it has sent.
await ledger.close();
