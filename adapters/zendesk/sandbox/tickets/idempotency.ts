import { type Reply, textOf } from '../../../../src/sandbox/kit/messages.ts';
import type { Call } from '../call.ts';
import { problems } from '../errors.ts';

const keptMs = 2 * 60 * 60_000;

/** `Idempotency-Key` on `POST /tickets` only: miss, hit, or 400 for other parameters (section 15). */
export function runOnce(call: Call, run: () => Reply): Reply {
  const key = call.request.headers.get('idempotency-key');
  if (key === null) return run();
  const { idempotency } = call.world.state;
  const fingerprint = `${call.request.url.search}\n${textOf(call.request)}`;
  const known = idempotency.get(key);
  if (known !== undefined && call.world.clock.now() - known.stored_ms < keptMs) {
    if (known.fingerprint !== fingerprint) {
      throw problems.badRequest(
        'IdempotentRequestError',
        'Idempotency key was used with other parameters',
      );
    }
    return {
      status: known.status,
      body: known.body,
      headers: { ...known.headers, 'x-idempotency-lookup': 'hit' },
    };
  }
  const reply = run();
  idempotency.set(key, {
    fingerprint,
    status: reply.status,
    body: reply.body,
    headers: reply.headers ?? {},
    stored_ms: call.world.clock.now(),
  });
  return { ...reply, headers: { ...reply.headers, 'x-idempotency-lookup': 'miss' } };
}
