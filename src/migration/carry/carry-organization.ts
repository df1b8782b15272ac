import { hasCode } from '../../errors/classes.ts';
import type { Organization, OrganizationDraft } from '../../model/people.ts';
import { createLossLog, type LossLog } from '../translate/loss-log.ts';
import type { AboutToCreate, Carried } from './carry-once.ts';
import { organizationNotes } from './item-notes.ts';
import { missing, orNull } from './people-calls.ts';
import { keepAlone, takesAlone } from './same-person.ts';
import { callOptions, type Work } from './work.ts';

type Wanted = OrganizationDraft & { readonly name: string; readonly callerKey: string };

/** What is known of the one that is carried. */
interface Origin {
  readonly source: string;
  /** The application's own key, not the one that stands in for it. */
  readonly ownKey: string | null;
}

/**
 * Matches an organization by the application's key or its name, or makes it. Organizations of one name stay as
 * many as they are: members of one would see the tickets of the other. The later ones get a number.
 */
export async function matchOrMakeOrganization(
  work: Work,
  source: string,
  aboutToCreate: AboutToCreate,
): Promise<Carried> {
  const log = createLossLog();
  const organization = await orNull(work.from.organizations?.get?.(source, callOptions(work)));
  const origin = { source, ownKey: organization?.callerKey ?? null };
  const wanted = organizationDraft(source, organization);
  const known = await findByKey(work, wanted);
  if (known !== null) return matched(work, origin, known);
  const notes = organization === null ? {} : organizationNotes(organization);
  for (let number = 1; ; number += 1) {
    const named = number === 1 ? wanted : { ...wanted, name: `${wanted.name} (${number})` };
    const hit = await findByName(work, named);
    if (hit !== null && (await isSame(work, origin, hit))) return matched(work, origin, hit);
    if (hit !== null) continue;
    await aboutToCreate();
    const made = await makeOrganization(work, named, { origin, log });
    if (made === null) continue;
    if (number > 1)
      log.coerced('name', 'Another organization has this name: a number is behind it.');
    await keepAlone(work, source, made);
    return { target: made, isCreated: true, losses: log.list(), notes };
  }
}

async function matched(work: Work, { source }: Origin, { id }: Organization): Promise<Carried> {
  await keepAlone(work, source, id);
  return { target: id, isCreated: false, losses: [] };
}

/** Whether one of the same name is it, and not that of another organization of the source. */
async function isSame(
  work: Work,
  { source, ownKey }: Origin,
  { id, callerKey }: Organization,
): Promise<boolean> {
  if (callerKey !== null && callerKey === (ownKey ?? source)) return true;
  const isOfAnother = ownKey !== null || callerKey?.startsWith(deskOf(source)) === true;
  if (callerKey !== null && isOfAnother) return false;
  return takesAlone(work, source, id);
}

const deskOf = (source: string): string => source.slice(0, source.lastIndexOf(':') + 1);

/** The id of what was made; `null` when its name is another's, which searches did not know yet. */
async function makeOrganization(
  work: Work,
  wanted: Wanted,
  { origin, log }: { readonly origin: Origin; readonly log: LossLog },
): Promise<string | null> {
  const { organizations } = work.to;
  const write = organizations?.upsert ?? organizations?.create;
  if (write === undefined) throw missing(work, 'organizations.create');
  const make = async (draft: OrganizationDraft): Promise<string> => {
    const { value, warnings } = await write(draft, callOptions(work));
    for (const loss of warnings) log.add(loss);
    return value.id;
  };
  try {
    return await make(wanted);
  } catch (error) {
    if (!hasCode(error, 'conflict')) throw error;
    // An earlier attempt has made it, and searches do not know it yet; or another one has its name or domain.
    const there = await waitForOrganization(work, wanted);
    if (there !== null) return (await isSame(work, origin, there)) ? there.id : null;
    const { domains, ...rest } = wanted;
    if (domains === undefined) throw error;
    log.dropped('domains', 'Another organization of the target has one of these domains.');
    return await make(rest);
  }
}

/** New organizations are unknown to searches for minutes. */
const UNKNOWN_FOR_MS = 180_000;
const LOOK_EVERY_MS = 4000;

async function waitForOrganization(work: Work, wanted: Wanted): Promise<Organization | null> {
  const until = work.clock.now() + UNKNOWN_FOR_MS;
  for (;;) {
    const found = (await findByKey(work, wanted)) ?? (await findByName(work, wanted));
    if (found !== null || work.clock.now() >= until) return found;
    await work.clock.sleep(LOOK_EVERY_MS, work.signal);
  }
}

function organizationDraft(source: string, organization: Organization | null): Wanted {
  if (organization === null) return { name: `Deleted organization ${source}`, callerKey: source };
  const { name, domains, callerKey } = organization;
  return {
    name: name ?? `Organization ${organization.externalId}`,
    callerKey: callerKey ?? source,
    ...(domains.length > 0 ? { domains } : {}),
  };
}

async function findByKey(work: Work, { callerKey }: Wanted): Promise<Organization | null> {
  const hasKeys = work.to.manifest.resources.organizations?.fields?.['callerKey'] !== 'none';
  if (!hasKeys) return null;
  return orNull(work.to.organizations?.find?.({ callerKey }, callOptions(work)));
}

const findByName = async (work: Work, { name }: Wanted): Promise<Organization | null> =>
  orNull(work.to.organizations?.find?.({ name }, callOptions(work)));
