import { RequestError } from '../../errors/index.ts';

const aborted = () => new RequestError('Triage was aborted.', { code: 'request_aborted' });

/** The value, or a rejection as soon as the signal fires, whatever the value still does. */
export async function awaitWithSignal<Value>(
  start: () => Value | Promise<Value>,
  signal: AbortSignal | undefined,
): Promise<Value> {
  if (signal === undefined) return await start();
  if (signal.aborted) throw aborted();
  let onAbort: () => void = () => undefined;
  const interruption = new Promise<never>((_, reject) => {
    onAbort = () => reject(aborted());
    signal.addEventListener('abort', onAbort, { once: true });
  });
  try {
    return await Promise.race([start(), interruption]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
