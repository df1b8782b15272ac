import type { AnyFields } from '../../../src/adapter/contract.ts';
import type { Mapped } from '../../../src/adapter/mapping.ts';
import type { RequestOptions } from '../../../src/adapter/request-options.ts';
import { runWriteSteps, type WriteStep } from '../../../src/adapter/write-steps.ts';
import type { TicketDraft, TicketPatch } from '../../../src/model/ticket.ts';
import type { WireBody, WireCall } from '../from-unified/common.ts';
import {
  type TypedTicketChange,
  typedTicketFromDraft,
  typedTicketFromPatch,
} from '../from-unified/typed-tickets.ts';
import { PROVIDER } from '../to-unified/common.ts';
import type { IntercomTicketType } from '../wire/fields.ts';
import { parseTicket, type Ticket, toTicket } from './cases.ts';
import { isJson, type IntercomCore, type Json } from './core.ts';
import { planTags, readTags } from './tags.ts';
import { readTicketType, stateToBody, withItemIds } from './ticket-types.ts';
import {
  changeSteps,
  type Latest,
  createLatest,
  onceVisible,
  readRaw,
  requireVersion,
  ticketStep,
  whenVisible,
} from './write-parts.ts';

/** A ticket of a ticket type; its state and its tags follow in calls of their own. */
export async function createTypedTicket(
  core: IntercomCore,
  draft: TicketDraft<AnyFields>,
  options?: RequestOptions,
): Promise<Mapped<Ticket>> {
  const mapped = typedTicketFromDraft(draft, core.writing);
  const { ticket, ...change } = mapped.value;
  const { tags = [] } = draft;
  await core.ready(options);
  const type = await readTicketType(core, String(ticket['ticket_type_id']), options);
  const calls = await callsOf(core, change, type, options);
  const body = withListItems(core, ticket, type);
  if (calls.length + tags.length > 0) await core.actor(options);
  // A contact that was made just now may not be known here yet (sheet section 16).
  const request = { method: 'POST', path: '/tickets', body } as const;
  const data = await whenVisible(core, () => core.send(request, options), options);
  const nativeId = String(parseTicket(data).id);
  const latest = createLatest(data);
  const plan = await planTags(core, { nativeId, current: [], add: tags }, options);
  const steps = [...plan.steps, ...ticketSteps(core, nativeId, { calls, latest }, options)];
  const record = { provider: PROVIDER, id: core.idOf(nativeId), isWritten: true };
  await runWriteSteps(onceVisible(core, steps, options), record);
  const value = await toTicket(core, latest.data() ?? data, { ...options, tags: plan.after() });
  return { value, warnings: [...mapped.warnings, ...plan.warnings()] };
}

/** The change of a ticket, after a look at its type where attributes or its state change. */
export async function updateTypedTicket(
  core: IntercomCore,
  nativeId: string,
  patch: TicketPatch<AnyFields>,
  options?: RequestOptions,
): Promise<Mapped<Ticket>> {
  const { tags, ifVersion } = patch;
  const { value: change, warnings } = typedTicketFromPatch(patch, core.writing);
  await core.ready(options);
  const latest = createLatest();
  const current = needsLook(change, patch) ? await readRaw(core, nativeId, options) : null;
  if (current !== null) requireVersion(current, ifVersion);
  const type = current === null ? null : await typeOf(core, current, options);
  const calls = await callsOf(core, change, type, options);
  const plan =
    tags === undefined
      ? null
      : await planTags(
          core,
          { nativeId, current: await readTags(core, nativeId, options), ...tags },
          options,
        );
  const { parts } = change;
  if (calls.length + parts.length > 0) await core.actor(options);
  const steps = [
    ...(plan?.steps ?? []),
    ...releaseSteps(core, nativeId, parts, options),
    ...ticketSteps(core, nativeId, { calls, latest }, options),
  ];
  const record = { provider: PROVIDER, id: core.idOf(nativeId), isWritten: false };
  await runWriteSteps(steps, record);
  const data =
    latest.data() ??
    (parts.length > 0 ? null : current) ??
    (await readRaw(core, nativeId, options));
  const known = plan === null ? {} : { tags: plan.after() };
  const value = await toTicket(core, data, { ...options, ...known });
  return { value, warnings: [...warnings, ...(plan?.warnings() ?? [])] };
}

/** The conversation's answer shows no ticket, so it is not kept. */
const releaseSteps = (
  core: IntercomCore,
  nativeId: string,
  parts: readonly WireCall[],
  options?: RequestOptions,
): WriteStep[] =>
  changeSteps(
    core,
    nativeId,
    { change: { conversation: null, ticket: null, parts }, latest: createLatest() },
    options,
  );

const needsLook = ({ tickets, state }: TypedTicketChange, patch: TicketPatch<AnyFields>): boolean =>
  patch.ifVersion !== undefined ||
  state?.wish.category !== undefined ||
  tickets.some(({ body }) => body['ticket_attributes'] !== undefined);

async function typeOf(
  core: IntercomCore,
  current: Json,
  options?: RequestOptions,
): Promise<IntercomTicketType | null> {
  const { ticket_type: type } = parseTicket(current);
  const id = typeof type === 'object' ? type?.id : null;
  return id === null || id === undefined ? null : readTicketType(core, String(id), options);
}

/** The calls with everything in them that only the ticket type tells. */
export async function callsOf(
  core: IntercomCore,
  { tickets, state }: TypedTicketChange,
  type: IntercomTicketType | null,
  options?: RequestOptions,
): Promise<readonly WireCall[]> {
  const typeId = String(type?.id ?? '');
  const stated = state === null ? null : await stateToBody(core, state.wish, typeId, options);
  const [first = { body: {}, fields: [] }, ...others] = tickets;
  const joined =
    state === null || stated === null
      ? tickets
      : [
          { body: { ...first.body, ...stated }, fields: [...first.fields, ...state.fields] },
          ...others,
        ];
  return joined.map(({ body, fields }) => ({
    body: type === null ? body : withListItems(core, body, type),
    fields,
  }));
}

/** Attributes of a body with the ids of list items in place of their names. */
export function withListItems(
  core: IntercomCore,
  body: WireBody,
  type: IntercomTicketType,
): WireBody {
  const attributes = body['ticket_attributes'];
  return isJson(attributes)
    ? { ...body, ticket_attributes: withItemIds(core, { ...attributes }, type) }
    : body;
}

export const ticketSteps = (
  core: IntercomCore,
  nativeId: string,
  { calls, latest }: { readonly calls: readonly WireCall[]; readonly latest: Latest },
  options?: RequestOptions,
): WriteStep[] => calls.map((call) => ticketStep(core, nativeId, { call, latest }, options));
