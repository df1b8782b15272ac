import type { Mapped, MappingWarning } from '../../../src/adapter/mapping.ts';
import type { RequestOptions } from '../../../src/adapter/request-options.ts';
import { runWriteSteps, type WriteStep } from '../../../src/adapter/write-steps.ts';
import { hasCode, ValidationError } from '../../../src/errors/classes.ts';
import type { Contact, ContactDraft } from '../../../src/model/people.ts';
import { otherContactOf } from '../errors.ts';
import { contactFromDraft } from '../from-unified/contacts.ts';
import { PROVIDER } from '../to-unified/common.ts';
import { contactToUnified } from '../to-unified/contacts.ts';
import type { IntercomContact } from '../wire/contacts.ts';
import type { IntercomRaw } from '../wire/index.ts';
import type { IntercomCore, Json } from './core.ts';
import { contactOf, findContacts } from './requesters.ts';
import { ensureTag } from './tags.ts';
import { onceVisible, readAfter } from './write-parts.ts';

type Written = Promise<Mapped<Contact<IntercomRaw['contact']>>>;

/** A new contact. Its company, its tags and its block are calls of their own. */
export async function createContact(
  core: IntercomCore,
  draft: ContactDraft,
  options?: RequestOptions,
): Written {
  const mapped = contactFromDraft(draft, core.writing, { isNew: true });
  await core.ready(options);
  const request = { method: 'POST', path: '/contacts', body: mapped.value } as const;
  const data = await core.send(request, options);
  return finish(core, { data, draft, warnings: mapped.warnings, isNew: true }, options);
}

/** Fields go in one call, everything else follows. */
export async function updateContact(
  core: IntercomCore,
  nativeId: string,
  draft: ContactDraft,
  options?: RequestOptions,
): Written {
  const mapped = contactFromDraft(draft, core.writing, { isNew: false });
  await core.ready(options);
  const path = `/contacts/${core.path(nativeId)}`;
  const data = await core.send({ method: 'PUT', path, body: mapped.value }, options);
  return finish(core, { data, draft, warnings: mapped.warnings, isNew: false }, options);
}

/**
 * Creates, or updates whoever has the key or the address: also somebody whom no search knows yet,
 * who was archived, or who was merged into another.
 *
 * @throws {ConflictError} for a contact in the way whom Intercom does not name.
 */
export async function upsertContact(
  core: IntercomCore,
  draft: ContactDraft,
  options?: RequestOptions,
): Written {
  if (!draft.callerKey && !draft.email) {
    throw new ValidationError('A contact is found by its key or its address.', {
      issues: [{ path: 'email', message: 'required without callerKey' }],
    });
  }
  const found = await findSame(core, draft, options);
  if (found !== null) return updateFound(core, String(found.id), draft, options);
  try {
    return await createContact(core, draft, options);
  } catch (error) {
    if (!hasCode(error, 'conflict')) throw error;
    const other = otherContactOf(error);
    if (other === null) throw error;
    const change = other.isArchived ? revive : updateFound;
    return change(core, other.id, draft, options);
  }
}

/** The contact with the key, else one with the address that has no other key. */
async function findSame(
  core: IntercomCore,
  { callerKey, email }: ContactDraft,
  options?: RequestOptions,
): Promise<IntercomContact | null> {
  if (callerKey) {
    const [byKey] = await findContacts(core, 'external_id', callerKey, options);
    if (byKey !== undefined) return byKey;
  }
  if (!email) return null;
  const same = await findContacts(core, 'email', email, options);
  return same.find(({ external_id }) => !callerKey || !external_id) ?? null;
}

async function updateFound(
  core: IntercomCore,
  nativeId: string,
  draft: ContactDraft,
  options?: RequestOptions,
): Written {
  try {
    return await updateContact(core, nativeId, draft, options);
  } catch (error) {
    if (!hasCode(error, 'not_found')) throw error;
    const merged = otherContactOf(error);
    return merged === null
      ? revive(core, nativeId, draft, options)
      : updateContact(core, merged.id, draft, options);
  }
}

/** Brings an archived contact back, and changes it then. */
async function revive(
  core: IntercomCore,
  nativeId: string,
  draft: ContactDraft,
  options?: RequestOptions,
): Written {
  const path = `/contacts/${core.path(nativeId)}/unarchive`;
  await core.send({ method: 'POST', path, idempotent: true }, options);
  return updateContact(core, nativeId, draft, options);
}

/** The calls after the first one, and the contact as it is then. */
async function finish(
  core: IntercomCore,
  written: {
    readonly data: Json;
    readonly draft: ContactDraft;
    readonly warnings: readonly MappingWarning[];
    readonly isNew: boolean;
  },
  options?: RequestOptions,
): Written {
  const { data, draft, isNew } = written;
  const nativeId = String(contactOf(data).id);
  const path = `/contacts/${core.path(nativeId)}`;
  const tagNames = new Map<string, string>();
  const steps = stepsOf(core, { path, draft, tagNames }, options);
  await runWriteSteps(onceVisible(core, steps, options), {
    provider: PROVIDER,
    id: core.idOf(nativeId),
    isWritten: true,
  });
  const isBlocked = draft.isBlocked === true;
  // A blocked contact is archived, too, and cannot be read any more.
  const isDone = steps.length === 0 || isBlocked;
  const now = isDone ? data : await readAfter(core, path, data, options);
  const context = core.context({ tagName: (id) => tagNames.get(id) });
  const { value } = contactToUnified(now, context);
  const operation = isNew ? 'contacts.create' : 'contacts.update';
  const warnings = [...written.warnings, ...setWarnings(draft, isNew)];
  // The read can be older than the writes (sheet section 3).
  const tags = [...new Set([...value.tags, ...tagNames.values()])];
  return core.report(operation, { ...value, tags, ...(isBlocked ? { isBlocked } : {}) }, warnings);
}

function stepsOf(
  core: IntercomCore,
  {
    path,
    draft,
    tagNames,
  }: {
    readonly path: string;
    readonly draft: ContactDraft;
    readonly tagNames: Map<string, string>;
  },
  options?: RequestOptions,
): WriteStep[] {
  const { organizationId, tags = [] } = draft;
  const post = (below: string, body?: Json) =>
    core.send({ method: 'POST', path: `${path}/${below}`, body, idempotent: true }, options);
  return [
    ...(organizationId === undefined || organizationId === null
      ? []
      : [
          {
            fields: ['organizationId'],
            run: () => post('companies', { id: core.path(organizationId) }),
          },
        ]),
    ...tags.map((name) => ({
      fields: ['tags'],
      run: async () => {
        const tag = await ensureTag(core, name, options);
        tagNames.set(String(tag.id), tag.name);
        await post('tags', { id: String(tag.id) });
      },
    })),
    ...(draft.isBlocked === true ? [{ fields: ['isBlocked'], run: () => post('block') }] : []),
  ];
}

/** What Intercom only adds to. */
function setWarnings(draft: ContactDraft, isNew: boolean): readonly MappingWarning[] {
  if (isNew) return [];
  const warnings: MappingWarning[] = [];
  if (draft.organizationId === null) {
    const reason = 'A contact leaves its companies one by one, which is not done here.';
    warnings.push({ type: 'dropped', field: 'organizationId', reason });
  }
  if (draft.tags !== undefined) {
    const reason = 'The tags are added; others that the contact has stay.';
    warnings.push({ type: 'coerced', field: 'tags', reason });
  }
  return warnings;
}
