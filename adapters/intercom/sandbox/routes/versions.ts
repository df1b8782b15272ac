import type { Reply } from '../../../../src/sandbox/kit/messages.ts';
import type { Call } from '../call.ts';
import { problems } from '../errors.ts';

type Handler = (call: Call) => Reply;

/** An endpoint that came with a version; before it there was no such path (section 2). */
export function since(minor: number, handler: Handler): Handler {
  return (call) => {
    if (call.version < minor) throw problems.notFound();
    return handler(call);
  };
}

/** `Preview` goes before every number (section 2; it was `Unstable`). */
export const preview = 100;

/** The minor number of a version this sandbox answers in, or null. */
export function versionOf(text: string): number | null {
  if (text === 'Preview' || text === 'Unstable') return preview;
  const minor = Number(/^2\.(\d{1,2})$/.exec(text)?.[1] ?? Number.NaN);
  return minor >= 7 && minor <= 16 ? minor : null;
}
