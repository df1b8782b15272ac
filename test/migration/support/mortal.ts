import type { Ledger, MigrationOptions } from 'polydesk/migration';
import type { SmallWorld } from './small-world.ts';

/** What happens to one step of a process: a call of the target or of the ledger. */
export type Blow =
  /** The process ends before it. */
  | 'killed'
  /** It is done, and the answer never arrives. */
  | 'lost'
  /** It is done, and half of the answer arrives. */
  | 'cut'
  /** It is not done. */
  | 'failed';

/** A process that is struck at one of its steps. */
export interface Mortal {
  readonly options: Partial<MigrationOptions>;
  /** Resolves when it is killed; a process that only stumbles goes on. */
  readonly died: Promise<'died'>;
  /** What it was struck at; `null` as long as it was not. */
  struckAt(): string | null;
}

const never = <T>(): Promise<T> => new Promise<T>(() => undefined);

const tellsOfSending = (name: string, [changes]: readonly unknown[]): boolean =>
  name === 'advance' && /"ticket".*"sent"/.test(JSON.stringify(changes ?? null));

/**
 * Opens a process that goes through its steps until number `at`, counted from 1 where it is about to write its first
 * ticket. Only calls of the target stumble.
 */
export function openMortal(
  { source, target, ledger, clock }: SmallWorld,
  at: number,
  blow: Blow,
): Mortal {
  let step = 0;
  let isCounting = false;
  let isDead = false;
  let struck: string | null = null;
  let die: (end: 'died') => void = () => undefined;
  const died = new Promise<'died'>((resolve) => {
    die = resolve;
  });
  const isStruck = (what: string, isCall: boolean): boolean => {
    if (isCounting && (isCall || blow === 'killed')) step += 1;
    if (step !== at || struck !== null) return false;
    struck = what;
    if (blow === 'killed') {
      isDead = true;
      die('died');
    }
    return true;
  };
  const through =
    (desk: SmallWorld['source'], isCounted: boolean): typeof fetch =>
    async (input, init) => {
      if (isDead) return never();
      const request = new Request(input, init);
      const what = `${request.method} ${new URL(request.url).pathname}`;
      const isHit = isCounted && isStruck(what, true);
      if (isHit && blow === 'killed') return never();
      if (isHit && blow === 'failed') return new Response('{}', { status: 500 });
      const answer = await desk.sandbox.fetch(request);
      if (isDead) return never();
      if (!isHit) return answer;
      if (blow === 'lost') throw new TypeError('terminated');
      const { status, headers } = answer;
      const bytes = new Uint8Array(await answer.arrayBuffer());
      const half = new ReadableStream<Uint8Array>({
        start: (body) => body.enqueue(bytes.slice(0, bytes.length / 2)),
        pull: (body) => body.error(new TypeError('terminated')),
      });
      return new Response(bytes.length === 0 ? null : half, { status, headers });
    };
  const mortalLedger = new Proxy(ledger, {
    get(whole, name: keyof Ledger) {
      const method: unknown = whole[name];
      if (typeof method !== 'function') return method;
      return (...given: readonly unknown[]): unknown => {
        isCounting ||= tellsOfSending(name, given);
        const isKilled = blow === 'killed' && !isDead && isStruck(`ledger ${name}`, false);
        return isDead || isKilled ? never() : method.apply(whole, given);
      };
    },
  });
  return {
    options: {
      from: source.connect({ fetch: through(source, false) }),
      to: target.connect({ fetch: through(target, true) }),
      ledger: mortalLedger,
      clock: {
        now: () => clock.now(),
        sleep: (ms, signal) => (isDead ? never() : clock.sleep(ms, signal)),
      },
    },
    died,
    struckAt: () => struck,
  };
}
