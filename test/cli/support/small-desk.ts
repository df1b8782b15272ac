// A desk in the same process, for a configuration whose command is interrupted or killed at an exact moment. It
// is the same in every process: seven tickets with histories, in pages of three.
import { once } from 'node:events';
import type { FileHandle } from 'node:fs/promises';
import files from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { createClock } from 'polydesk/sandbox';
import { createZendesk } from 'polydesk/zendesk';
import { createZendeskSandbox } from 'polydesk/zendesk/sandbox';
import type { AnySupportAdapter } from '../../migration/support/types.ts';

const TICKETS = 7;
const PAGE = 3;

/** A configuration of this desk, called `old`. */
export const SMALL_CONFIG = `import { hurt, openSmallDesk } from ${JSON.stringify(import.meta.url)};
hurt();
export default { desks: { old: () => openSmallDesk({ interruptAt: Number(process.env.INTERRUPT_AT ?? 0) }) } };
`;

/** Makes the desk. At the request of that number, counted after it was filled, the process gets a Ctrl-C. */
export async function openSmallDesk({
  interruptAt = 0,
}: {
  readonly interruptAt?: number;
} = {}): Promise<AnySupportAdapter> {
  const clock = createClock({ start: new Date('2026-05-11T08:00:00Z') });
  const sandbox = createZendeskSandbox({ clock, seed: 7 });
  const { email, apiToken } = sandbox.credentials;
  const counted = { isFull: false, requests: 0 };
  const adapter = createZendesk({
    subdomain: 'acme',
    credentials: { email, apiToken },
    clock: { now: () => clock.now(), sleep: async (ms) => clock.advance(ms) },
    async fetch(input, init) {
      if (counted.isFull) counted.requests += 1;
      if (counted.isFull && counted.requests === interruptAt) {
        const heard = once(process, 'SIGINT');
        process.kill(process.pid, 'SIGINT');
        await heard;
      }
      return sandbox.fetch(input, init);
    },
  });
  await fill(adapter, (ms) => clock.advance(ms));
  counted.isFull = true;
  const { list } = adapter.tickets;
  const tickets = {
    ...adapter.tickets,
    list: (...[query, options]: Parameters<typeof list>) =>
      list({ ...query, pageSize: PAGE }, options),
  };
  return { ...adapter, tickets };
}

async function fill(
  { contacts, tickets }: AnySupportAdapter,
  advance: (ms: number) => void,
): Promise<void> {
  const made = await contacts?.create?.({ name: 'Mira', email: 'mira@customer.example.com' });
  for (let number = 1; number <= TICKETS; number += 1) {
    advance(60_000);
    const ticket = await tickets.create?.({
      subject: `Ticket ${number} ☃`,
      requester: { id: made?.value.id ?? '' },
      message: { body: { text: 'It stands still. ☃' }, visibility: 'public' },
    });
    advance(60_000);
    await tickets.update?.(ticket?.value.id ?? '', { priority: 'urgent', tags: { add: ['vip'] } });
  }
}

/** Lets the process end by SIGKILL at the step of files whose number `KILL_AT` is, also in the middle of a line. */
export function hurt(): void {
  const at = Number(process.env['KILL_AT'] ?? 0);
  let steps = 0;
  const step = (): void => {
    steps += 1;
    if (steps === at) process.kill(process.pid, 'SIGKILL');
  };
  const { open, rename, writeFile, rm } = files;
  Object.assign(files, {
    async open(...given: Parameters<typeof open>) {
      step();
      return inHalves(await open(...given), step);
    },
    async rename(...given: Parameters<typeof rename>) {
      step();
      await rename(...given);
      step();
    },
    async writeFile(...given: Parameters<typeof writeFile>) {
      await writeFile(...given);
      step();
    },
    async rm(...given: Parameters<typeof rm>) {
      step();
      await rm(...given);
    },
  });
  syncBuiltinESMExports();
}

/** A file that is written in two parts. */
function inHalves(file: FileHandle, step: () => void): FileHandle {
  const { appendFile } = file;
  return Object.assign(file, {
    async appendFile(text: string) {
      const bytes = Buffer.from(text);
      const middle = Math.floor(bytes.length / 2);
      await appendFile.call(file, bytes.subarray(0, middle));
      step();
      await appendFile.call(file, bytes.subarray(middle));
      step();
    },
  });
}
