import { ConflictError, ValidationError } from '../../errors/classes.ts';
import type { Contact, ContactDraft } from '../../model/people.ts';
import type { MappingWarning } from '../../model/provenance.ts';
import { createLossLog, type LossLog } from '../translate/loss-log.ts';
import { agentHolding } from './agent-holder.ts';
import { contactNotes, type ItemNotes } from './item-notes.ts';
import { matchOrMakeOrganization } from './carry-organization.ts';
import { missing, orNull } from './people-calls.ts';
import { type AboutToCreate, type Carried, carryOnce } from './carry-once.ts';
import { AGAIN, isSameByNumber, takesAlone } from './same-person.ts';
import { callOptions, type Work } from './work.ts';

/** What a ticket tells of somebody whom the source may not know any more. */
export interface PersonHint {
  readonly name: string | null;
  readonly email: string | null;
}

/** The target's contact for one of the source, made if there is none. */
export const carryContact = (
  work: Work,
  source: string,
  hint: PersonHint,
): Promise<string | null> =>
  carryOnce(work, 'contact', source, (_item, aboutToCreate) =>
    matchOrMakeContact(work, source, hint, aboutToCreate),
  );

/** The same for an organization. */
export const carryOrganization = (work: Work, source: string): Promise<string | null> =>
  carryOnce(work, 'organization', source, (_item, aboutToCreate) =>
    matchOrMakeOrganization(work, source, aboutToCreate),
  );

/** Matches a contact by policy, or makes it. */
export async function matchOrMakeContact(
  work: Work,
  source: string,
  hint: PersonHint,
  aboutToCreate: AboutToCreate,
): Promise<Carried> {
  const log = createLossLog();
  const contact = await orNull(work.from.contacts?.get?.(source, callOptions(work)));
  const isGone = contact === null || contact.isDeleted;
  if (isGone)
    log.coerced('contact', 'The source has deleted this contact: a stand-in has its name.');
  const organizationId = await organizationOf(work, contact, log);
  const wanted = isGone ? standIn(source, hint) : draftOf(contact, organizationId, log);
  const { people, strangers } = isGone ? NOBODY : await findContacts(work, contact, log);
  const [found, ...others] = people;
  if (found !== undefined) {
    const notes = others.length > 0 ? { candidates: [found, ...others] } : {};
    return { target: found, isCreated: false, losses: log.list(), notes };
  }
  const notes: ItemNotes = {
    ...(isGone ? { isStandIn: true } : contactNotes(contact)),
    ...(strangers.length > 0 ? { candidates: strangers } : {}),
  };
  const key = wanted.callerKey ?? source;
  const known = await findBy(work, { callerKey: key });
  if (known !== null && !known.isDeleted) {
    return { target: known.id, isCreated: false, losses: log.list(), notes };
  }
  const draft = await withoutStrangersAddress(work, wanted, { contact, log });
  await aboutToCreate();
  const made = await writeOrFindAgent(work, { ...draft, callerKey: key }, { contact, log });
  for (const loss of made.warnings) log.add(loss);
  const { id: target, isAgent = false } = made;
  return { target, isCreated: !isAgent, isOfOthers: isAgent, losses: log.list(), notes };
}

interface Made {
  readonly id: string;
  readonly warnings: readonly MappingWarning[];
  /** Nothing was made: an agent of the target is the same person. */
  readonly isAgent?: boolean;
}

/** A person whose address an agent of the target has is that agent, if the source has verified the address. */
async function writeOrFindAgent(
  work: Work,
  draft: ContactDraft,
  { contact, log }: Asked,
): Promise<Made> {
  try {
    return await writeContact(work, draft, log);
  } catch (error) {
    const agent = agentHolding(work, draft, error);
    if (agent === null) throw error;
    if (!isUnverified(contact, draft.email)) {
      log.coerced(
        'contact',
        'An agent of the target has this address, and stands for the contact.',
      );
      return { id: agent.id, warnings: [], isAgent: true };
    }
    const reason = 'An agent of the target has this address, which the source has not verified.';
    log.dropped('emails', reason);
    const { email: _email, ...rest } = draft;
    return writeContact(work, rest, log);
  }
}

interface Asked {
  readonly contact: Contact | null;
  readonly log: LossLog;
}

const isUnverified = (contact: Contact | null, email: ContactDraft['email']): boolean =>
  contact?.emails.find(({ address }) => address === email)?.verified === false;

/**
 * An address that nobody has verified is carried like any other, unless a contact of the target has it: they
 * may be two people, and whoever typed the address must not be given the other's tickets.
 */
async function withoutStrangersAddress(
  work: Work,
  draft: ContactDraft,
  { contact, log }: Asked,
): Promise<ContactDraft> {
  const { email, ...rest } = draft;
  if (email == null || !isUnverified(contact, email)) return draft;
  const holder = await findBy(work, { email });
  if (holder === null || holder.isDeleted) return draft;
  const reason =
    'Another contact of the target has this address, which the source has not verified.';
  log.dropped('emails', reason);
  return rest;
}

/** What a desk may refuse about a person without the person being lost. */
const OPTIONAL = ['phone', 'locale', 'email'] as const;

/** `upsert` finds what an attempt has made whose answer was lost. */
async function writeContact(work: Work, draft: ContactDraft, log: LossLog): Promise<Made> {
  const { contacts } = work.to;
  const write = contacts?.upsert ?? contacts?.create;
  if (write === undefined) throw missing(work, 'contacts.create');
  try {
    const { value, warnings } = await write(draft, callOptions(work));
    if (!value.isDeleted) return { id: value.id, warnings };
    // Somebody has deleted it there, and it holds on to its key and address: the new one gets neither.
    const { callerKey, email, ...rest } = draft;
    if (callerKey == null || callerKey.endsWith(AGAIN)) throw stillDeleted(work);
    if (email != null) log.dropped('emails', 'A deleted contact of the target has this address.');
    return await writeContact(work, { ...rest, callerKey: `${callerKey}${AGAIN}` }, log);
  } catch (error) {
    const refused = error instanceof ValidationError ? error.issues.map(({ path }) => path) : [];
    const [field] = OPTIONAL.filter((name) => draft[name] !== undefined && refused.includes(name));
    if (field === undefined) throw error;
    log.dropped(field, 'The target refuses this value.');
    const { [field]: _refused, ...rest } = draft;
    return writeContact(work, rest, log);
  }
}

const stillDeleted = ({ to }: Work): ConflictError =>
  new ConflictError(`${to.manifest.label} gives a deleted contact back for a new one.`, {
    provider: to.provider,
    status: 409,
  });

async function organizationOf(work: Work, contact: Contact | null, log: LossLog) {
  const [first, ...others] = contact?.organizationIds ?? [];
  if (others.length > 0) log.dropped('organizationIds', 'The first organization is carried only.');
  return first === undefined ? null : carryOrganization(work, first);
}

const standIn = (source: string, { name }: PersonHint): ContactDraft => ({
  name: name ?? 'Deleted contact',
  callerKey: source,
});

function draftOf(contact: Contact, organizationId: string | null, log: LossLog): ContactDraft {
  const { name, emails, phones, callerKey, locale } = contact;
  const email = emails.find(({ primary }) => primary) ?? emails[0];
  if (emails.length > 1) log.dropped('emails', 'The primary address is carried only.');
  const [phone] = phones;
  if (phones.length > 1) log.dropped('phones', 'The first number is carried only.');
  return {
    name: name ?? email?.address ?? phone ?? 'Contact without a name',
    ...(email === undefined ? {} : { email: email.address }),
    ...(phone === undefined ? {} : { phone }),
    ...(callerKey === null ? {} : { callerKey }),
    ...(locale === null ? {} : { locale }),
    ...(organizationId === null ? {} : { organizationId }),
  };
}

const findBy = (
  work: Work,
  key: Parameters<NonNullable<NonNullable<Work['to']['contacts']>['find']>>[0],
) => orNull(work.to.contacts?.find?.(key, callOptions(work)) ?? undefined);

interface Found {
  /** The contact whom the policy takes for the same person, then others with the same keys: conflicts. */
  readonly people: readonly string[];
  /** Who has the same number, and is somebody else as far as one can tell. */
  readonly strangers: readonly string[];
}

const NOBODY: Found = { people: [], strangers: [] };

async function findContacts(work: Work, contact: Contact, log: LossLog): Promise<Found> {
  const by = work.mapping.people?.matchBy ?? ['callerKey', 'email', 'phone'];
  const found = new Set<string>();
  const strangers = new Set<string>();
  for (const way of by) {
    // A number that is shared finds somebody, not this person: it decides only where nothing else does.
    if (way === 'phone' && found.size > 0) continue;
    for (const key of keysOf(contact, way)) {
      const hit = await findBy(work, key);
      if (hit === null || hit.isDeleted) continue;
      const isSame = way !== 'phone' || (await isSameAlone(work, contact, hit));
      (isSame ? found : strangers).add(hit.id);
    }
  }
  if (found.size > 1) {
    log.coerced(
      'contact',
      'Several contacts of the target have a key of this one; the first is taken.',
    );
  }
  return { people: [...found], strangers: [...strangers] };
}

const isSameAlone = async (work: Work, contact: Contact, hit: Contact): Promise<boolean> =>
  isSameByNumber(contact, hit) && (await takesAlone(work, contact.id, hit.id));

function keysOf(contact: Contact, way: 'callerKey' | 'email' | 'phone') {
  if (way === 'callerKey') {
    return contact.callerKey === null ? [] : [{ callerKey: contact.callerKey }];
  }
  if (way === 'phone') return contact.phones.map((phone) => ({ phone }));
  return contact.emails
    .filter(({ verified }) => verified !== false)
    .map(({ address }) => ({ email: address }));
}
