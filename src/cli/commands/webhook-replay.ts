import { ConfigurationError } from '../../errors/index.ts';
import { REDACTED } from '../../webhooks/inspect/record.ts';
import { rawBodyOf } from '../../webhooks/request.ts';
import type { WebhookReplayFlags } from '../flags.ts';
import { createPaint, type Paint } from '../terminal/paint.ts';
import { type WebhookKind, webhookKindOf } from '../webhook/kinds.ts';
import { runPaced } from '../webhook/pace.ts';
import { type FiledDelivery, readDeliveries } from '../webhook/read-deliveries.ts';
import {
  isAccepted,
  type ReplayRow,
  rowLine,
  summarize,
  summaryLines,
} from '../webhook/replay-report.ts';
import { confirmTarget, showTarget } from '../webhook/replay-target.ts';
import { secretFrom } from '../webhook/secret.ts';
import { endToEnd, sendDelivery, type Shipment } from '../webhook/send-delivery.ts';

// Longer than any provider waits.
const TIMEOUT_MS = 60_000;

/** Signs deliveries anew, at the moment of sending. */
interface Resigner {
  readonly kind: WebhookKind;
  readonly secret: string;
}

/** `polydesk webhook replay`: sends recorded deliveries to an address once more. */
export async function runWebhookReplayCommand(
  path: string,
  flags: WebhookReplayFlags,
): Promise<void> {
  confirmTarget(flags.to, flags);
  const resigner = resignerOf(flags);
  const deliveries = (await readDeliveries(path)).map(prepare);
  warnOfRedacted(deliveries, resigner);
  const paint = createPaint({
    wanted: flags.color,
    isTerminal: process.stdout.isTTY,
    environment: process.env,
  });
  const rows = await replay(deliveries, { flags, resigner, paint });
  tell(rows, flags, paint);
  process.exitCode = rows.every(isAccepted) ? 0 : 1;
}

function resignerOf({ sign, provider, secretEnv }: WebhookReplayFlags): Resigner | null {
  if (!sign) return null;
  if (provider === undefined) {
    throw new ConfigurationError(
      '--sign needs --provider, since every provider signs in its own way.',
    );
  }
  return { kind: webhookKindOf(provider), secret: secretFrom(process.env, secretEnv) };
}

/** A delivery as it can be sent, and where it is from. */
interface Prepared extends Shipment {
  readonly name: string;
}

function prepare({ name, method, delivery }: FiledDelivery): Prepared {
  const { rawBody } = delivery;
  if (typeof rawBody !== 'string' && !(rawBody instanceof Uint8Array)) {
    throw new ConfigurationError(`${name}: the body is no text, so its bytes are not known.`);
  }
  const raw = rawBodyOf(delivery);
  const body = typeof raw === 'string' ? new TextEncoder().encode(raw) : raw;
  // Safe: every reader of files answers headers as a record of texts.
  const headers = endToEnd(delivery.headers as Readonly<Record<string, string>>);
  return { name, method, headers, body };
}

function warnOfRedacted(deliveries: readonly Prepared[], resigner: Resigner | null): void {
  const names = new Set(
    deliveries.flatMap(({ headers }) =>
      Object.entries(headers).flatMap(([name, value]) => (value === REDACTED ? [name] : [])),
    ),
  );
  if (names.size === 0 || resigner !== null) return;
  process.stderr.write(
    `polydesk: these headers were left out of the recording and go as ${REDACTED}: ${[...names].join(', ')}\n`,
  );
}

async function resign(prepared: Prepared, { kind, secret }: Resigner): Promise<Shipment> {
  const { headers, body } = prepared;
  const headerNames = Object.keys(headers).map((name) => name.toLowerCase());
  const proof = await kind.sign({ body, secret, now: new Date(), headerNames });
  const replaced = new Set(Object.keys(proof).map((name) => name.toLowerCase()));
  const kept = Object.entries(headers).filter(([name]) => !replaced.has(name.toLowerCase()));
  return { ...prepared, headers: { ...Object.fromEntries(kept), ...proof } };
}

interface Run {
  readonly flags: WebhookReplayFlags;
  readonly resigner: Resigner | null;
  readonly paint: Paint;
}

async function replay(
  deliveries: readonly Prepared[],
  { flags, resigner, paint }: Run,
): Promise<readonly ReplayRow[]> {
  const rows: ReplayRow[] = [];
  if (!flags.json) process.stdout.write(`${paint('bold', `To ${showTarget(flags.to)}`)}\n`);
  const pace = { concurrency: flags.concurrency, perSecond: flags.rate };
  await runPaced(deliveries.length * flags.times, pace, async (index) => {
    const prepared = deliveries[index % deliveries.length];
    if (prepared === undefined) return;
    const shipment = resigner === null ? prepared : await resign(prepared, resigner);
    const receipt = await sendDelivery(flags.to, shipment, { timeoutMs: TIMEOUT_MS });
    const row = { number: index + 1, name: prepared.name, ...receipt };
    rows.push(row);
    if (!flags.json) process.stdout.write(`${rowLine(row, paint)}\n`);
  });
  return rows.sort((left, right) => left.number - right.number);
}

function tell(rows: readonly ReplayRow[], { to, json }: WebhookReplayFlags, paint: Paint): void {
  const summary = summarize(rows);
  const text = json
    ? JSON.stringify({ to: showTarget(to), ...summary, deliveries: rows }, null, 2)
    : summaryLines(summary, paint).join('\n');
  process.stdout.write(`${text}\n`);
}
