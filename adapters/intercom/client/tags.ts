import { type Paginated } from '../../../src/adapter/page.ts';
import type { RequestOptions } from '../../../src/adapter/request-options.ts';
import { parseWire } from '../../../src/adapter/wire.ts';
import type { WriteStep } from '../../../src/adapter/write-steps.ts';
import { hasCode } from '../../../src/errors/classes.ts';
import { isSameTag, toTagNames } from '../from-unified/common.ts';
import type { MappingWarning } from '../../../src/model/provenance.ts';
import { PROVIDER } from '../to-unified/common.ts';
import { conversationWire } from '../wire/conversations.ts';
import { type IntercomTag, tagWire } from '../wire/tags.ts';
import { runWriteSteps } from '../../../src/adapter/write-steps.ts';
import type { IntercomCore, IntercomGroups, Json } from './core.ts';
import { wholeList } from './paging.ts';

/** Tags of cases. They go by their ids: a name is looked up, or made, first. */
export function tagResource(core: IntercomCore): IntercomGroups['tags'] {
  const change = async (
    ticketId: string,
    tags: { readonly add?: readonly string[]; readonly remove?: readonly string[] },
    options?: RequestOptions,
  ): Promise<readonly string[]> => {
    const nativeId = core.path(ticketId);
    toTagNames(tags.add);
    const current = await readTags(core, nativeId, options);
    const plan = await planTags(core, { nativeId, current, ...tags }, options);
    const record = { provider: PROVIDER, id: core.idOf(nativeId), isWritten: false };
    await runWriteSteps(plan.steps, record);
    return plan.after();
  };
  return {
    list: (query, options): Paginated<{ readonly name: string; readonly count: null }> =>
      wholeList(core, {
        path: '/tags',
        key: 'data',
        page: query,
        options,
        translate: (items) => items.map((json) => ({ name: tagOf(json).name, count: null })),
      }),
    add: (ticketId, add, options) => change(ticketId, { add }, options),
    remove: (ticketId, remove, options) => change(ticketId, { remove }, options),
  };
}

const tagOf = (json: unknown): IntercomTag =>
  parseWire(tagWire, json, { provider: PROVIDER, what: 'tag' });

/** A tag as it stands on a case. */
export interface AppliedTag {
  readonly id: string;
  readonly name: string;
}

/** The tags of a case, which are with its conversation. */
export async function readTags(
  core: IntercomCore,
  nativeId: string,
  options?: RequestOptions,
): Promise<readonly AppliedTag[]> {
  const path = `/conversations/${nativeId}`;
  return tagsIn(await core.send({ method: 'GET', path }, options));
}

/** The tags in the answer for a conversation. */
export function tagsIn(data: Json): readonly AppliedTag[] {
  const wire = parseWire(conversationWire, data, { provider: PROVIDER, what: 'conversation' });
  return (wire.tags?.tags ?? []).flatMap(({ id, name }) =>
    id === null || id === undefined ? [] : [{ id: String(id), name: name ?? '' }],
  );
}

export interface TagPlan {
  readonly steps: readonly WriteStep[];
  /** Names of all tags, once the steps have run. */
  readonly after: () => readonly string[];
  /** Once the steps have run: whether a tag is there under another spelling than asked for. */
  readonly warnings: () => readonly MappingWarning[];
}

/**
 * The calls that bring tags onto a case and take others off. What is there already, or is not, needs
 * none.
 */
export async function planTags(
  core: IntercomCore,
  wanted: {
    readonly nativeId: string;
    readonly current: readonly AppliedTag[];
    readonly add?: readonly string[] | undefined;
    readonly remove?: readonly string[] | undefined;
  },
  options?: RequestOptions,
): Promise<TagPlan> {
  const { nativeId, current } = wanted;
  const has = (names: readonly string[], name: string): boolean =>
    names.some((other) => isSameTag(other, name));
  const added = toTagNames(wanted.add);
  const add = added.filter((name) => !current.some((tag) => isSameTag(tag.name, name)));
  const remove = current.filter(({ name }) => has(wanted.remove ?? [], name) && !has(added, name));
  if (add.length + remove.length > 0) await core.actor(options);
  const left = current.filter((tag) => !remove.includes(tag)).map(({ name }) => name);
  const base = `/${core.settings.read}/${nativeId}/tags`;
  const fresh: string[] = [];
  const steps = [
    ...add.map(
      (name): WriteStep => ({
        fields: ['tags'],
        run: async () => fresh.push(await putTag(core, base, name, options)),
      }),
    ),
    ...remove.map(
      (tag): WriteStep => ({
        fields: ['tags'],
        run: () => takeTag(core, `${base}/${core.path(tag.id)}`, options),
      }),
    ),
  ];
  const after = (): readonly string[] => [...left, ...fresh];
  return { steps, after, warnings: () => spelledOtherwise(wanted.add ?? [], after()) };
}

/** A workspace has one tag of a name, whatever its case (sheet section 14). */
function spelledOtherwise(
  asked: readonly string[],
  after: readonly string[],
): readonly MappingWarning[] {
  if (asked.every((name) => after.includes(name))) return [];
  const reason = 'The workspace has the tag already, spelled otherwise.';
  return [{ type: 'coerced', field: 'tags', reason }];
}

/** Puts a tag on a case; gives its name as the workspace spells it. */
async function putTag(
  core: IntercomCore,
  path: string,
  name: string,
  options?: RequestOptions,
): Promise<string> {
  const tag = await ensureTag(core, name, options);
  const body = { id: String(tag.id), admin_id: await core.actor(options) };
  // Said twice, it is there once.
  await core.send({ method: 'POST', path, body, idempotent: true }, options);
  return tag.name;
}

async function takeTag(core: IntercomCore, path: string, options?: RequestOptions): Promise<void> {
  const body = { admin_id: await core.actor(options) };
  try {
    await core.send({ method: 'DELETE', path, body }, options);
  } catch (error) {
    // Somebody else has taken it off in the meantime.
    if (!hasCode(error, 'not_found')) throw error;
  }
}

/** The tag of a name; Intercom makes it where it is missing, and knows no difference in case. */
export function ensureTag(
  core: IntercomCore,
  name: string,
  options?: RequestOptions,
): Promise<IntercomTag> {
  return core.memo(`tag:${name.trim().toLowerCase()}`, async () =>
    tagOf(
      await core.send(
        { method: 'POST', path: '/tags', body: { name: name.trim() }, idempotent: true },
        options,
      ),
    ),
  );
}

/** Ids of tags by their names; `null` for a name that no tag has. */
export async function tagIdsOf(
  core: IntercomCore,
  names: readonly string[],
  options?: RequestOptions,
): Promise<readonly (string | null)[]> {
  if (names.length === 0) return [];
  const tags = await wholeList(core, {
    path: '/tags',
    key: 'data',
    options,
    translate: (items) => items.map(tagOf),
  }).toArray({ limit: MOST_TAGS });
  return names.map((name) => {
    const found = tags.find((tag) => isSameTag(tag.name, name));
    return found === undefined ? null : String(found.id);
  });
}

const MOST_TAGS = 1_000_000;
