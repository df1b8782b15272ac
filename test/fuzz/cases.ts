import type { IncomingDelivery } from '../../src/webhooks/index.ts';
import { mutateBytes } from './mutate-bytes.ts';
import { type Fields, mutateHeaders } from './mutate-headers.ts';
import { lengthen, mutateJson, renew } from './mutate-json.ts';
import { isProven, sign, type Signing } from './proof.ts';
import { type Random, randomOf } from './random.ts';
import { type Desk, DESKS, seedsOf } from './seeds.ts';

/** When the first case happens; each one after it a millisecond later. */
export const START = Date.parse('2026-05-11T08:00:00Z');

/** A delivery, and what must become of it. */
export interface Case {
  readonly number: number;
  readonly desk: Desk;
  readonly now: number;
  readonly delivery: IncomingDelivery;
  readonly signing: Signing;
  /** Whether whoever sent it knew a secret. */
  readonly proven: boolean;
  /** Nothing but the body was changed after it was signed, so that it must be believed. */
  readonly mustPass: boolean;
  /** What was done to it. */
  readonly changes: readonly string[];
  /** Goes through a receiver instead of the parser alone. */
  readonly isReceived: boolean;
  /** How many come at the same time. */
  readonly copies: number;
}

const SEEDS = new Map<Desk, readonly string[]>(DESKS.map((desk) => [desk, seedsOf(desk)]));

// So many bodies of up to a mebibyte.
const ONE_LONG_IN = 1000;
const LONGEST_BYTES = 1_000_000;

function textOf(number: number, random: Random, changes: string[], seeds: readonly string[]) {
  let text = random.pick(seeds);
  if (random.chance(0.7)) text = renew(text, random);
  if (number % ONE_LONG_IN === ONE_LONG_IN - 1) {
    changes.push('long');
    return lengthen(text, random, 1 + random.below(LONGEST_BYTES));
  }
  if (random.chance(0.55)) {
    changes.push('json');
    text = mutateJson(text, random);
  }
  return text;
}

function bodyOf(number: number, random: Random, changes: string[], desk: Desk): Buffer {
  const seeds = SEEDS.get(desk) ?? [];
  let body = Buffer.from(textOf(number, random, changes, seeds));
  const count = random.chance(0.5) ? 0 : 1 + random.below(2);
  for (let index = 0; index < count; index += 1) {
    const changed = mutateBytes(body, random, Buffer.from(random.pick(seeds)));
    body = Buffer.from(changed.body);
    changes.push(changed.name);
  }
  return body;
}

function signingOf(random: Random): Signing {
  if (random.chance(0.65)) return 'good';
  return random.pick(['other-body', 'other-body', 'other-secret', 'none'] as const);
}

/** Headers as an object of their own, where their values allow that. */
function formOf(fields: Fields, random: Random): Fields | Headers {
  if (random.chance(0.6)) return fields;
  try {
    const headers = new Headers();
    for (const [name, value] of Object.entries(fields)) {
      for (const one of typeof value === 'string' ? [value] : value) headers.append(name, one);
    }
    return headers;
  } catch {
    return fields;
  }
}

/** The case of this number; always the same for the same seed. */
export function caseOf(seed: number, number: number): Case {
  const random = randomOf(seed, number);
  const desk = random.pick(DESKS);
  const changes: string[] = [];
  const body = bodyOf(number, random, changes, desk);
  const isText = random.chance(0.4);
  const rawBody = isText ? body.toString() : new Uint8Array(body);
  // Text that is no UTF-8 is replaced by then, and the signature is of what is left.
  const signed = isText ? Buffer.from(rawBody) : body;
  const now = START + number;
  const signing = signingOf(random);
  let fields = sign(signing, { desk, body: signed, now }, random);
  const isChanged = random.chance(0.2);
  if (isChanged) {
    fields = mutateHeaders(fields, random);
    changes.push('headers');
  }
  const headers = formOf(fields, random);
  const proven = isProven({ desk, body: signed, headers, now });
  return {
    number,
    desk,
    now,
    delivery: { rawBody, headers, path: '/webhooks' },
    signing,
    proven,
    mustPass: signing === 'good' && !isChanged && proven,
    changes,
    isReceived: random.chance(0.35),
    copies: random.chance(0.1) ? 3 : 1,
  };
}
