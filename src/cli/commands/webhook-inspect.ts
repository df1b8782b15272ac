import { ConfigurationError } from '../../errors/index.ts';
import { inspectDelivery } from '../../webhooks/inspect/index.ts';
import type { WebhookInspectFlags } from '../flags.ts';
import { createPaint } from '../terminal/paint.ts';
import { eventRows } from '../webhook/event-rows.ts';
import { suspectsBeside, webhookKindOf } from '../webhook/kinds.ts';
import {
  deliveriesIn,
  type FiledDelivery,
  headersIn,
  readBytes,
} from '../webhook/read-deliveries.ts';
import { secretFrom } from '../webhook/secret.ts';
import { diagnosisLines } from '../webhook/show-diagnosis.ts';

/** `polydesk webhook inspect`: says why a recorded delivery does not verify, or what it means. */
export async function runWebhookInspectCommand(
  file: string,
  flags: WebhookInspectFlags,
): Promise<void> {
  const kind = webhookKindOf(flags.provider);
  const secret = secretFrom(process.env, flags.secretEnv);
  const { delivery, receivedAt } = await readOne(file, flags.headers);
  const now = flags.now ?? receivedAt ?? new Date();
  const parser = kind.parser(flags.account);
  const suspects = suspectsBeside(kind, flags.account);
  const diagnosis = await inspectDelivery(parser, delivery, { secret, now, suspects });
  const events = eventRows(diagnosis.events, { showText: flags.showText });
  if (flags.json) {
    process.stdout.write(`${JSON.stringify({ ...diagnosis, events }, null, 2)}\n`);
  } else {
    const paint = createPaint({
      wanted: flags.color,
      isTerminal: process.stdout.isTTY,
      environment: process.env,
    });
    const desk = `${kind.label} (${flags.account})`;
    process.stdout.write(diagnosisLines(diagnosis, { desk, events, paint }).join('\n'));
  }
  process.exitCode = diagnosis.verified ? 0 : 1;
}

async function readOne(file: string, headersFile: string | undefined): Promise<FiledDelivery> {
  const name = file === '-' ? 'standard input' : file;
  if (headersFile !== undefined) {
    if (file === '-' && headersFile === '-') {
      throw new ConfigurationError('Body and headers cannot both come from the standard input.');
    }
    const headers = headersIn(headersFile, await readBytes(headersFile));
    const delivery = { rawBody: await readBytes(file), headers };
    return { name, method: 'POST', delivery, receivedAt: null };
  }
  const [first, ...others] = deliveriesIn(name, await readBytes(file));
  if (first !== undefined && others.length === 0) return first;
  throw new ConfigurationError(
    `${name} holds ${others.length + 1} deliveries. Inspect one at a time: sed -n 1p ${name} | polydesk webhook inspect - …`,
  );
}
