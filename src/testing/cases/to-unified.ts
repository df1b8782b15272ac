import {
  AUTHOR_KINDS,
  CHANNEL_KINDS,
  STATUS_DETAILS,
  TICKET_PRIORITIES,
  TICKET_STATUSES,
  VISIBILITIES,
} from '../../model/enums.ts';
import { formatId } from '../../model/ids.ts';
import type { Mapped, MappingWarning } from '../../model/provenance.ts';
import { WireFormatError } from '../../errors/index.ts';
import { check, equal, rejected } from '../assert.ts';
import type { CaseContext, CaseDefinition } from '../case.ts';
import { cloneJson, deepFreeze, everyText } from '../deep.ts';
import type { RecordFixture } from '../harness.ts';

type Translate = (json: unknown) => Mapped<{ readonly id: string; readonly externalId: string }>;

interface Translation {
  readonly what: string;
  readonly fixture: RecordFixture;
  readonly translate: Translate;
  readonly account: string;
}

/** Every fixture of every kind, with the translator it belongs to. */
async function translations({ harness, open }: CaseContext): Promise<readonly Translation[]> {
  const { adapter } = await open();
  const { translate, account } = adapter;
  const { tickets, messages, contacts = [], organizations = [] } = harness.fixtures;
  const ofKind = (
    kind: string,
    fixtures: readonly RecordFixture[],
    using: Translate,
  ): readonly Translation[] =>
    fixtures.map((fixture) => ({
      what: `${kind} "${fixture.name}"`,
      fixture,
      translate: using,
      account,
    }));
  return [
    ...ofKind('ticket', tickets, (json) => translate.ticket.toUnified(json)),
    ...ofKind('message', messages, (json) => translate.message.toUnified(json, THREAD)),
    ...ofKind('contact', contacts, (json) => translate.contact.toUnified(json)),
    ...ofKind('organization', organizations, (json) => translate.organization.toUnified(json)),
  ];
}

const THREAD = '4711';

const at = (value: unknown, path: string): unknown =>
  path
    .split('.')
    .reduce<unknown>(
      (current, key) =>
        typeof current === 'object' && current !== null ? Reflect.get(current, key) : undefined,
      value,
    );

async function checkIdentity(context: CaseContext): Promise<void> {
  const { provider } = context.manifest;
  const all = await translations(context);
  check(context.harness.fixtures.tickets.length > 0, 'The harness has no ticket fixtures.');
  for (const { what, fixture, translate, account } of all) {
    const { value } = translate(fixture.json);
    const id = formatId({ provider, account, nativeId: value.externalId });
    check(value.externalId !== '', `${what} has no externalId.`);
    equal(value.id, id, `id of ${what}`);
    const origin = at(value, 'provenance');
    equal(at(origin, 'provider'), provider, `provenance.provider of ${what}`);
    equal(at(origin, 'account'), account, `provenance.account of ${what}`);
    equal(at(origin, 'nativeId'), value.externalId, `provenance.nativeId of ${what}`);
  }
}

async function checkExpected(context: CaseContext): Promise<void> {
  const all = await translations(context);
  const expecting = all.filter(({ fixture }) => fixture.expect !== undefined);
  check(expecting.length > 0, 'No fixture says what is expected of it.');
  for (const { what, fixture, translate } of expecting) {
    const { value } = translate(fixture.json);
    for (const [field, expected] of Object.entries(fixture.expect ?? {})) {
      equal(at(value, field), expected, `${field} of ${what}`);
    }
  }
}

async function checkPurity(context: CaseContext): Promise<void> {
  for (const { what, fixture, translate } of await translations(context)) {
    const before = cloneJson(fixture.json);
    const frozen = deepFreeze(cloneJson(fixture.json));
    const first = withoutRaw(translate(frozen));
    const second = withoutRaw(translate(frozen));
    equal(second, first, `Translating ${what} a second time`);
    translate(before);
    equal(before, fixture.json, `The input of translating ${what}, afterwards`);
  }
}

const withoutRaw = ({ value, warnings }: Mapped<object>): unknown => ({
  value: { ...value, raw: null },
  warnings,
});

async function checkRaw(context: CaseContext): Promise<void> {
  for (const { what, fixture, translate } of await translations(context)) {
    const { value } = translate(fixture.json);
    check(
      at(value, 'raw') === fixture.json,
      `raw of ${what} should be the very object that was passed, not a copy.`,
    );
  }
}

async function checkRawOnReads({ open }: CaseContext): Promise<void> {
  const keeping = await open({ keepRaw: true });
  const kept = await keeping.adapter.tickets.get(keeping.ticketId);
  check(kept.raw !== undefined, 'tickets.get() has no raw although keepRaw is true.');
  const dropping = await open({ keepRaw: false });
  const dropped = await dropping.adapter.tickets.get(dropping.ticketId);
  check(!('raw' in dropped), 'tickets.get() has raw although keepRaw is false.');
  for (const ticket of await dropping.adapter.tickets.list().toArray({ limit: 2 })) {
    check(!('raw' in ticket), 'tickets.list() gives raw although keepRaw is false.');
  }
}

async function checkDates(context: CaseContext): Promise<void> {
  for (const { what, fixture, translate } of await translations(context)) {
    const { value } = translate(fixture.json);
    for (const [field, found] of Object.entries<unknown>({ ...value })) {
      if (!field.endsWith('At') && !(found instanceof Date)) continue;
      const valid = found instanceof Date && Number.isFinite(found.getTime());
      check(found === null || valid, `${field} of ${what} is neither null nor a valid Date.`);
    }
  }
  const { adapter } = await context.open();
  for (const { name, json } of context.harness.fixtures.tickets) {
    const { createdAt, updatedAt, version } = adapter.translate.ticket.toUnified(json).value;
    for (const date of [createdAt, updatedAt, version.at]) {
      check(date instanceof Date, `ticket "${name}" lacks createdAt, updatedAt or version.at.`);
    }
  }
}

const VOCABULARIES: readonly (readonly [string, readonly (string | null)[]])[] = [
  ['status', TICKET_STATUSES],
  ['statusDetail', [...STATUS_DETAILS, null]],
  ['priority', TICKET_PRIORITIES],
  ['channel.kind', CHANNEL_KINDS],
];

async function checkEnums({ harness, open }: CaseContext): Promise<void> {
  const { adapter } = await open();
  for (const { field, values, set } of harness.fixtures.enums) {
    for (const value of values) {
      const { value: ticket, warnings } = adapter.translate.ticket.toUnified(set(value));
      for (const [path, words] of VOCABULARIES) {
        const word = at(ticket, path);
        // Safe: `includes` only compares; a value of another type is simply not found.
        check(
          words.includes(word as string),
          `${path} became "${String(word)}", not a known word.`,
        );
      }
      check(
        !warnings.some((warning) => warning.type === 'coerced' && warning.field === field),
        `The documented ${field} ${String(value)} is treated as unknown.`,
      );
    }
  }
}

const PROTOTYPE_WORDS = ['constructor', '__proto__', 'toString', 'hasOwnProperty'] as const;

async function checkUnknownEnums({ harness, open }: CaseContext): Promise<void> {
  const { adapter } = await open();
  check(harness.fixtures.enums.length > 0, 'The harness describes no vocabularies.');
  for (const { field, unknown, set } of harness.fixtures.enums) {
    const words = VOCABULARIES.find(([path]) => path === field)?.[1] ?? [];
    const invented = typeof unknown === 'string' ? [unknown, ...PROTOTYPE_WORDS] : [unknown];
    for (const value of invented) {
      const { value: ticket, warnings } = adapter.translate.ticket.toUnified(set(value));
      const word = at(ticket, field);
      // Safe: `includes` only compares.
      check(words.includes(word as string), `An unknown ${field} became "${String(word)}".`);
      const warning = warnings.find((candidate) => candidate.field === field);
      check(warning !== undefined, `An unknown ${field} (${String(value)}) makes no warning.`);
      equal(warning.type, 'coerced', `Type of the warning about an unknown ${field}`);
      const told = ticket.provenance.warnings.some((candidate) => candidate.field === field);
      check(told, `The warning about an unknown ${field} is not in provenance.warnings.`);
    }
  }
}

const CANARY = 'kQ7-text-of-a-customer';
const STRANGE = [null, undefined, 42, CANARY, true, [], [CANARY]] as const;

async function checkMalformed({ harness, open }: CaseContext): Promise<void> {
  const { translate } = (await open()).adapter;
  const [fixture] = harness.fixtures.tickets;
  check(typeof fixture?.json === 'object', 'The harness has no ticket fixtures.');
  const translators: readonly (readonly [string, Translate])[] = [
    ['ticket', (json) => translate.ticket.toUnified(json)],
    ['message', (json) => translate.message.toUnified(json, THREAD)],
    ['contact', (json) => translate.contact.toUnified(json)],
    ['organization', (json) => translate.organization.toUnified(json)],
  ];
  for (const [kind, run] of translators) {
    for (const strange of STRANGE) {
      const what = `A ${kind} that is ${Array.isArray(strange) ? 'an array' : typeof strange}`;
      await checkQuiet(() => run(strange), what);
    }
  }
  for (const key of harness.fixtures.requiredTicketKeys) {
    for (const wrong of [null, { [CANARY]: CANARY }, [CANARY]]) {
      const what = `A ticket with a wrong ${key}`;
      const json = { ...fixture.json, [key]: wrong };
      const error = await checkQuiet(() => translate.ticket.toUnified(json), what);
      const paths = error.issues.map(({ path }) => path);
      check(
        paths.some((path) => path === key || path.startsWith(`${key}.`)),
        `${what}: the error names ${paths.join(', ') || 'no path'}.`,
      );
    }
  }
}

async function checkQuiet(run: () => unknown, what: string): Promise<WireFormatError> {
  const error = await rejected(async () => run(), 'wire_format', what);
  check(error instanceof WireFormatError, `${what} should throw a WireFormatError.`);
  check(error.issues.length > 0, `${what}: the error names no issue.`);
  const quoted = everyText(error).some((text) => text.includes(CANARY));
  check(!quoted, `${what}: the error quotes the value it complains about.`);
  return error;
}

async function checkVisibility({ harness, open }: CaseContext): Promise<void> {
  const { adapter } = await open();
  const { messages } = harness.fixtures;
  for (const visibility of VISIBILITIES) {
    const some = messages.some((message) => message.visibility === visibility);
    check(some, `The harness has no ${visibility} message.`);
  }
  for (const { name, json, visibility } of messages) {
    const { value } = adapter.translate.message.toUnified(json, THREAD);
    equal(value.visibility, visibility, `visibility of message "${name}"`);
    check(AUTHOR_KINDS.includes(value.author.kind), `author.kind of "${name}" is unknown.`);
    const thread = formatId({
      provider: adapter.provider,
      account: adapter.account,
      nativeId: THREAD,
    });
    equal(value.ticketId, thread, `ticketId of message "${name}"`);
  }
}

const isEmpty = (value: unknown): boolean =>
  value === null ||
  value === undefined ||
  value === false ||
  (typeof value === 'object' && !(value instanceof Date) && Object.keys(value).length === 0);

async function checkNoneFields({ harness, manifest, open }: CaseContext): Promise<void> {
  const { adapter } = await open();
  const fields = Object.entries(manifest.resources.tickets?.fields ?? {});
  for (const [field] of fields.filter(([, support]) => support === 'none')) {
    for (const { name, json } of harness.fixtures.tickets) {
      const { value, warnings } = adapter.translate.ticket.toUnified(json);
      const told = warnings.some((warning) => warning.field === field);
      check(
        told || isEmpty(at(value, field)),
        `The manifest says none for ${field}, yet ticket "${name}" has one, without a warning.`,
      );
    }
  }
}

const WARNING_TYPES = ['dropped', 'coerced', 'defaulted', 'derived'] as const;

const isSound = ({ type, field, reason }: MappingWarning): boolean =>
  WARNING_TYPES.includes(type) && field !== '' && reason.trim().length >= 10;

async function checkWarnings(context: CaseContext): Promise<void> {
  for (const { what, fixture, translate } of await translations(context)) {
    const { value, warnings } = translate(fixture.json);
    check(warnings.every(isSound), `A warning of ${what} lacks its type, field or reason.`);
    equal(at(value, 'provenance.warnings'), warnings, `provenance.warnings of ${what}`);
  }
}

/** Reading: total, pure, honest about what it could not carry over. */
export const toUnifiedCases: readonly CaseDefinition[] = [
  { title: 'translates every fixture into a record with scoped ids', run: checkIdentity },
  { title: 'gives the values that the fixtures expect', run: checkExpected },
  { title: 'is deterministic and leaves a frozen input unchanged', run: checkPurity },
  { title: 'keeps the record itself as raw', run: checkRaw },
  { title: 'drops raw from reads with keepRaw: false', run: checkRawOnReads },
  { title: 'gives valid dates or null', run: checkDates },
  { title: 'translates every documented word into the closed vocabularies', run: checkEnums },
  { title: 'turns an unknown word into the fallback and a warning', run: checkUnknownEnums },
  { title: 'names paths and never values of a malformed record', run: checkMalformed },
  { title: 'keeps internal messages internal and public ones public', run: checkVisibility },
  { title: 'leaves fields empty that the manifest says are not there', run: checkNoneFields },
  { title: 'carries its warnings, each with a field and a reason', run: checkWarnings },
];
