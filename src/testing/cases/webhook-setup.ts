import type { WebhookSetup } from '../../adapter/contract.ts';
import type { Manifest } from '../../adapter/manifest.ts';
import { SUPPORT_EVENT_TYPES, type SupportEventType } from '../../model/event.ts';
import { headerOf } from '../../webhooks/request.ts';
import { check, equal } from '../assert.ts';
import { type CaseContext, type CaseDefinition, SUITE_NOW } from '../case.ts';
import { deliver, webhooksOf } from '../deliver.ts';

// Traits and setup are optional: an adapter without them has nothing to keep to.

const hasEvents = ({ webhooks }: Manifest): boolean => webhooks.events.length > 0;

const distinct = (items: readonly string[]): boolean => new Set(items).size === items.length;

async function checkTraits({ manifest, open }: CaseContext): Promise<void> {
  const { adapter } = await open();
  const { traits } = adapter.webhooks;
  if (traits === undefined) return;
  const { desk, headers, timeoutMs, retryAnswer } = traits;
  equal(desk, `${manifest.provider}:${adapter.account}`, 'traits.desk');
  check(timeoutMs > 0 && timeoutMs < 600_000, 'traits.timeoutMs is no time that anybody waits.');
  for (const name of headers) {
    check(/^[!-~]+$/.test(name), `"${name}" in traits.headers is no name of a header.`);
    equal(name, name.toLowerCase(), 'A name in traits.headers');
  }
  check(distinct(headers), 'traits.headers name something twice.');
  const { status, retryAfterSeconds } = retryAnswer;
  // 410 means that the address is gone: providers unsubscribe it.
  const fits = Number.isInteger(status) && status >= 400 && status < 600 && status !== 410;
  check(fits, `After ${status} (traits.retryAnswer) nobody delivers again.`);
  const waits = retryAfterSeconds === null || retryAfterSeconds > 0;
  check(waits, 'traits.retryAnswer.retryAfterSeconds is neither null nor a time.');
}

async function checkHeadersSuffice({ harness, open }: CaseContext): Promise<void> {
  const { adapter } = await open();
  const { traits, parse } = adapter.webhooks;
  if (traits === undefined) return;
  const { deliveries, unknown } = webhooksOf(harness);
  for (const fixture of [...deliveries, unknown]) {
    const { rawBody, headers } = await deliver(harness, fixture);
    const kept = traits.headers.flatMap((name) => {
      const value = headerOf(headers, name);
      return value === null ? [] : [[name, value] as const];
    });
    const stored = { rawBody, headers: Object.fromEntries(kept) };
    equal(
      parse(stored),
      parse({ rawBody, headers }),
      `"${fixture.name}", read again with the headers that the traits name`,
    );
  }
}

async function checkNoSecretKept({ harness, open }: CaseContext): Promise<void> {
  const { adapter } = await open();
  const { traits } = adapter.webhooks;
  if (traits === undefined) return;
  const { secret, otherSecret, deliveries, sign } = webhooksOf(harness);
  const body = deliveries[0]?.body ?? '';
  const signed = await sign(body, secret, SUITE_NOW);
  const otherwise = await sign(body, otherSecret, SUITE_NOW);
  for (const name of traits.headers) {
    equal(
      headerOf(signed, name),
      headerOf(otherwise, name),
      `The header ${name}, which the traits have stored, with another secret`,
    );
  }
}

async function checkAnswers({ harness, open }: CaseContext): Promise<void> {
  const { adapter } = await open();
  const { traits, parse } = adapter.webhooks;
  if (traits?.answerTo === undefined) return;
  const { deliveries, unknown } = webhooksOf(harness);
  for (const fixture of [...deliveries, unknown]) {
    const events = parse(await deliver(harness, fixture));
    const answer = traits.answerTo(events);
    check(answer === null || isJson(answer), `The answer to "${fixture.name}" is no JSON.`);
    equal(traits.answerTo(events), answer, `The answer to "${fixture.name}", given again`);
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

const url = 'https://app.example.com/webhooks';
/** Events that come without being asked for. */
const UNASKED: readonly SupportEventType[] = ['ping', 'unknown'];

type Setup = (events: readonly SupportEventType[]) => WebhookSetup;

async function setupIn({ open }: CaseContext): Promise<Setup | null> {
  const { adapter } = await open();
  const { setup } = adapter.webhooks;
  return setup === undefined ? null : (events) => setup({ url, events });
}

async function checkSetup(context: CaseContext): Promise<void> {
  const setup = await setupIn(context);
  if (setup === null) return;
  const made = setup(SUPPORT_EVENT_TYPES);
  equal(setup(SUPPORT_EVENT_TYPES), made, 'The same setup, made again');
  const { nativeEvents, unavailable, templates } = made;
  equal(nativeEvents, [...new Set(nativeEvents)].sort(), 'nativeEvents of a setup');
  check(distinct(unavailable), 'A setup names an unavailable event twice.');
  for (const { title, steps } of templates) {
    check(title.trim() !== '' && steps.length > 0, `The template "${title}" says nothing to do.`);
    check(steps.join(' ').includes(url), `The template "${title}" does not say the URL.`);
  }
  equal(
    setup([...SUPPORT_EVENT_TYPES].reverse()).nativeEvents,
    nativeEvents,
    'nativeEvents of a setup whose events are in another order',
  );
}

async function checkAvailability(context: CaseContext): Promise<void> {
  const setup = await setupIn(context);
  if (setup === null) return;
  const listed: readonly SupportEventType[] = context.manifest.webhooks.events;
  for (const event of SUPPORT_EVENT_TYPES) {
    const { nativeEvents, unavailable, templates } = setup([event]);
    const comes = nativeEvents.length > 0 || templates.length > 0;
    equal(unavailable, comes ? [] : [event], `The unavailable events of a setup for ${event}`);
    check(
      !comes || (listed.includes(event) && !UNASKED.includes(event)),
      `A setup asks for ${event}, which cannot be asked for, or which the manifest does not list.`,
    );
  }
}

/** What receivers and subscriptions go by. */
export const webhookSetupCases: readonly CaseDefinition[] = [
  { title: 'have traits that a receiver can go by', when: hasEvents, run: checkTraits },
  {
    title: 'mean the same with only the headers that the traits name',
    when: hasEvents,
    run: checkHeadersSuffice,
  },
  { title: 'keep no header that depends on the secret', when: hasEvents, run: checkNoSecretKept },
  { title: 'are answered with JSON, or with nothing', when: hasEvents, run: checkAnswers },
  { title: 'are set up the same way each time', when: hasEvents, run: checkSetup },
  {
    title: 'say which events cannot be subscribed to',
    when: hasEvents,
    run: checkAvailability,
  },
];
