import type { AnyFields } from '../../adapter/contract.ts';
import type { Manifest } from '../../adapter/manifest.ts';
import {
  TICKET_PRIORITIES,
  TICKET_STATUSES,
  VISIBILITIES,
  type Visibility,
} from '../../model/enums.ts';
import type { Mapped } from '../../model/provenance.ts';
import type { TicketDraft, TicketPatch } from '../../model/ticket.ts';
import { check, equal, present, rejected } from '../assert.ts';
import type { CaseContext, CaseDefinition } from '../case.ts';
import { deepFreeze } from '../deep.ts';
import type { RecordedRequest } from '../recorded-request.ts';

/** Who sees each message that was written, as the provider reads it. */
const audiences = (
  { harness }: CaseContext,
  requests: readonly RecordedRequest[],
): readonly Visibility[] =>
  requests
    .filter(({ method }) => method !== 'GET' && method !== 'HEAD')
    .map(({ body }) => harness.wire.visibility(body))
    .filter((visibility) => visibility !== null);

const RICH: Partial<TicketDraft<AnyFields>> = {
  status: 'pending',
  priority: 'high',
  category: 'billing',
  tags: ['vip', 'export'],
  callerKey: 'crm-1',
  dueAt: new Date('2026-04-01T00:00:00Z'),
  snoozedUntil: new Date('2026-04-02T00:00:00Z'),
};

async function checkDocumented({ harness, open, draft }: CaseContext): Promise<void> {
  const { translate } = (await open()).adapter;
  const documented = new Set(harness.wire.documentedTicketFields);
  const { providerOptions = {} } = draft();
  const bodies = [
    translate.ticket.fromUnified(draft(RICH)).value,
    translate.ticket.fromPatch({
      ...RICH,
      tags: { add: ['vip'], remove: ['trial'] },
      providerOptions,
    }).value,
  ];
  for (const body of bodies) {
    const fields = Object.keys(harness.wire.ticketFields(body));
    check(fields.length > 0, 'wire.ticketFields() finds no field in a translated draft.');
    const strangers = fields.filter((field) => !documented.has(field));
    equal(strangers, [], 'Fields that go out and that the provider does not document');
  }
}

async function checkFirstMessage(context: CaseContext, visibility: Visibility): Promise<void> {
  const { open, draft } = context;
  const { adapter, requests } = await open();
  const message = { body: { text: 'First of all.' }, visibility };
  present(await adapter.tickets.create?.(draft({ message })), 'tickets.create');
  const seen = audiences(context, requests);
  equal(seen, [visibility], 'Who sees the first message of a ticket, on the wire');
}

async function checkRefusedFirstMessage({ open, draft, manifest }: CaseContext): Promise<void> {
  for (const visibility of VISIBILITIES) {
    if (canWrite(manifest, visibility)) continue;
    const { adapter, requests } = await open();
    const message = { body: { text: 'Among us.' }, visibility };
    const create = async () => adapter.tickets.create?.(draft({ message }));
    await rejected(create, 'unsupported_operation', `A first message that is ${visibility}`);
    equal(requests.length, 0, `Requests for a first message that cannot be ${visibility}`);
  }
}

const canWrite = ({ resources }: Manifest, visibility: Visibility): boolean =>
  resources.tickets?.operations['create']?.visibilities?.includes(visibility) ?? true;

async function checkCreateMessage(context: CaseContext): Promise<void> {
  for (const visibility of VISIBILITIES) {
    const { adapter, requests, ticketId } = await context.open();
    const draft = { body: { text: 'A word.' }, visibility };
    const made = present(await adapter.messages.create?.(ticketId, draft), 'messages.create');
    equal(made.value.visibility, visibility, `visibility of the ${visibility} message returned`);
    const seen = audiences(context, requests);
    equal(seen, [visibility], `Who sees a message created as ${visibility}, on the wire`);
  }
}

async function checkNote(context: CaseContext): Promise<void> {
  const { adapter, requests, ticketId } = await context.open();
  const body = { text: 'Do not tell the customer.' };
  const note = present(await adapter.messages.note?.(ticketId, { body }), 'messages.note');
  const seen = audiences(context, requests);
  equal(seen, ['internal'], 'Who sees a note, on the wire');
  equal(note.value.visibility, 'internal', 'visibility of the note returned');
}

async function checkReply(context: CaseContext): Promise<void> {
  const { adapter, requests, ticketId } = await context.open();
  const body = { text: 'Good news.' };
  const reply = present(await adapter.messages.reply?.(ticketId, { body }), 'messages.reply');
  const seen = audiences(context, requests);
  equal(seen, ['public'], 'Who sees a reply, on the wire');
  equal(reply.value.visibility, 'public', 'visibility of the reply returned');
}

const warns = (mapped: Mapped<unknown>, field: string): boolean =>
  mapped.warnings.some((warning) => warning.field === field);

async function checkRoundTrip({ open, draft }: CaseContext): Promise<void> {
  const { adapter } = await open();
  for (const status of TICKET_STATUSES) {
    const made = present(await adapter.tickets.create?.(draft({ status })), 'tickets.create');
    const kept = made.value.status === status;
    check(kept || warns(made, 'status'), `A ${status} ticket came back ${made.value.status}.`);
  }
  for (const priority of TICKET_PRIORITIES) {
    const made = present(await adapter.tickets.create?.(draft({ priority })), 'tickets.create');
    const kept = made.value.priority === priority;
    check(
      kept || warns(made, 'priority'),
      `A ticket of priority ${priority} came back ${made.value.priority}, without a warning.`,
    );
  }
}

async function checkTags({ open, draft }: CaseContext): Promise<void> {
  const { adapter } = await open();
  const tags = ['vip', 'export'];
  const made = present(await adapter.tickets.create?.(draft({ tags })), 'tickets.create');
  const kept = tags.every((tag) => made.value.tags.includes(tag));
  check(kept || warns(made, 'tags'), 'Tags of a new ticket got lost without a warning.');
}

async function checkTagPatch({ open, draft }: CaseContext): Promise<void> {
  const { adapter } = await open();
  const { tickets } = adapter;
  const made = present(await tickets.create?.(draft({ tags: ['keep', 'drop'] })), 'tickets.create');
  const patch = { tags: { add: ['new'], remove: ['drop'] } };
  const changed = present(await tickets.update?.(made.value.id, patch), 'tickets.update');
  const after = (await tickets.get(made.value.id)).tags;
  const told = warns(made, 'tags') || warns(changed, 'tags');
  check(told || after.includes('keep'), 'Adding one tag removed another one.');
  check(told || after.includes('new'), 'A tag to add was not added.');
  check(told || !after.includes('drop'), 'A tag to remove was not removed.');
}

async function checkPurity({ open, draft }: CaseContext): Promise<void> {
  const { adapter, ticketId } = await open();
  const { ticket, message } = adapter.translate;
  const frozen = deepFreeze({ ...draft(RICH) });
  equal(ticket.fromUnified(frozen), ticket.fromUnified(frozen), 'Translating a draft twice');
  const patch: TicketPatch<AnyFields> = deepFreeze({ priority: 'high', tags: { add: ['vip'] } });
  equal(ticket.fromPatch(patch), ticket.fromPatch(patch), 'Translating a patch twice');
  message.fromUnified(deepFreeze({ body: { text: 'Text' }, visibility: 'internal' as const }));
  if (adapter.tickets.update !== undefined) await adapter.tickets.update(ticketId, patch);
}

async function checkOnlyNamed({ harness, open }: CaseContext): Promise<void> {
  const { ticket } = (await open()).adapter.translate;
  const fieldsOf = (patch: TicketPatch<AnyFields>): readonly string[] =>
    Object.keys(harness.wire.ticketFields(ticket.fromPatch(patch).value));
  const subject = fieldsOf({ subject: 'Renamed' });
  const priority = fieldsOf({ priority: 'high' });
  const both = subject.filter((field) => priority.includes(field));
  equal(both, [], 'Fields that go out although the patch does not name them');
  equal(fieldsOf({}), [], 'Fields that an empty patch sends');
}

const SUBJECT = 'Größe "XL" <b>&amp;</b> 東京 🎫\\n';

async function checkSubject({ harness, open, draft }: CaseContext): Promise<void> {
  const { adapter } = await open();
  const body = adapter.translate.ticket.fromUnified(draft({ subject: SUBJECT })).value;
  const values = Object.values(harness.wire.ticketFields(body));
  check(values.includes(SUBJECT), 'The subject does not go out exactly as it was given.');
  const made = await adapter.tickets.create?.(draft({ subject: SUBJECT }));
  if (made !== undefined) equal(made.value.subject, SUBJECT, 'Subject that came back');
}

const FOREIGN = 'zQ9-option-of-another-provider';

async function checkForeignOptions({ open, draft }: CaseContext): Promise<void> {
  const { ticket } = (await open()).adapter.translate;
  const options = { ...draft().providerOptions, 'some-other-desk': { [FOREIGN]: FOREIGN } };
  const { value } = ticket.fromUnified(draft({ providerOptions: options }));
  check(!JSON.stringify(value).includes(FOREIGN), 'Options of another provider went out.');
}

const DROPPABLE: Readonly<Record<string, Partial<TicketDraft<AnyFields>>>> = {
  status: { status: 'pending' },
  priority: { priority: 'high' },
  category: { category: 'billing' },
  tags: { tags: ['vip'] },
  callerKey: { callerKey: 'crm-1' },
  dueAt: { dueAt: new Date('2026-04-01T00:00:00Z') },
  snoozedUntil: { snoozedUntil: new Date('2026-04-02T00:00:00Z') },
  groupId: { groupId: '7' },
  organizationId: { organizationId: '7' },
  brandId: { brandId: '7' },
  formId: { formId: '7' },
};

async function checkDropped({ manifest, open, draft }: CaseContext): Promise<void> {
  const { ticket } = (await open()).adapter.translate;
  for (const [field, overrides] of Object.entries(DROPPABLE)) {
    if (manifest.resources.tickets?.fields?.[field] !== 'none') continue;
    const mapped = ticket.fromUnified(draft(overrides));
    const told = mapped.warnings.some(({ type, field: of }) => type === 'dropped' && of === field);
    check(
      told,
      `${field} cannot be written, but a draft that names it makes no "dropped" warning.`,
    );
  }
}

/** Writing: only what was asked, to whom it was meant, and with every loss told. */
export const fromUnifiedCases: readonly CaseDefinition[] = [
  { title: 'sends only fields that the provider documents', run: checkDocumented },
  {
    title: 'makes an internal first message internal on the wire',
    needs: ['tickets.create'],
    when: (manifest) => canWrite(manifest, 'internal'),
    run: (context) => checkFirstMessage(context, 'internal'),
  },
  {
    title: 'refuses a first message whose visibility it cannot keep',
    needs: ['tickets.create'],
    when: (manifest) => VISIBILITIES.some((visibility) => !canWrite(manifest, visibility)),
    run: checkRefusedFirstMessage,
  },
  {
    title: 'makes a public first message public on the wire',
    needs: ['tickets.create'],
    when: (manifest) => canWrite(manifest, 'public'),
    run: (context) => checkFirstMessage(context, 'public'),
  },
  {
    title: 'sends messages with exactly the visibility asked for',
    needs: ['messages.create'],
    run: checkCreateMessage,
  },
  { title: 'makes a note internal on the wire', needs: ['messages.note'], run: checkNote },
  { title: 'makes a reply public on the wire', needs: ['messages.reply'], run: checkReply },
  {
    title: 'brings status and priority back as written, or warns',
    needs: ['tickets.create'],
    run: checkRoundTrip,
  },
  { title: 'brings tags back as written, or warns', needs: ['tickets.create'], run: checkTags },
  {
    title: 'adds and removes tags without touching the others',
    needs: ['tickets.create', 'tickets.update'],
    run: checkTagPatch,
  },
  { title: 'is deterministic and leaves frozen drafts unchanged', run: checkPurity },
  { title: 'sends only the fields that a patch names', run: checkOnlyNamed },
  { title: 'sends the subject exactly as it was given', run: checkSubject },
  { title: 'ignores options of other providers', run: checkForeignOptions },
  { title: 'warns of every field that it has to drop', run: checkDropped },
];
