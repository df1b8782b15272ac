import type { AnySupportAdapter } from '../../adapter/contract.ts';
import { supports } from '../../adapter/manifest.ts';
import { SupportError } from '../../errors/index.ts';

/** One thing that was looked at. */
export interface Check {
  readonly check:
    | 'credentials'
    | 'read'
    | 'import'
    | 'limits'
    | 'silence'
    | 'clock'
    | 'ledger'
    | 'desk';
  readonly state: 'ok' | 'warning' | 'error' | 'unknown';
  readonly message: string;
  readonly advice: string | null;
}

/** What a check needs. */
interface Examination {
  readonly desk: AnySupportAdapter;
  /** Whether tickets are to be imported here. */
  readonly isTarget: boolean;
  /** Whether a migration of the configuration leads here. */
  readonly isPlanned: boolean;
  readonly signal: AbortSignal;
  readonly now: () => number;
}

// A doctor answers soon: what is worth waiting for in a migration is an answer here.
const TRIES = { maxRetries: 0, timeoutMs: 15_000 } as const;
const MOST_SKEW_MS = 60_000;

/** Where each provider says whose credentials these are, for the date of the answer. */
const OWN_RECORD: Readonly<Record<string, string>> = {
  zendesk: '/api/v2/users/me',
  intercom: '/me',
  freshdesk: '/api/v2/agents/me',
};

const made = (
  check: Check['check'],
  state: Check['state'],
  message: string,
  advice: string | null = null,
): Check => ({ check, state, message, advice });

/** Looks at one desk: credentials first, since nothing else can be known without. */
export async function checkDesk(examination: Examination): Promise<readonly Check[]> {
  const credentials = await checkCredentials(examination);
  if (credentials.checks.some(({ state }) => state === 'error')) return credentials.checks;
  return [
    ...credentials.checks,
    ...(await checkReading(examination)),
    ...(examination.isTarget
      ? [checkImport(examination, credentials.role), checkSilence(examination)]
      : []),
    await checkClock(examination),
    checkLimits(examination),
  ];
}

async function checkCredentials({ desk, signal }: Examination): Promise<{
  readonly checks: readonly Check[];
  readonly role: string | null;
}> {
  const who = `${desk.provider}:${desk.account}`;
  if (desk.agents?.me === undefined) {
    const message = `${desk.manifest.label} does not say whose credentials these are.`;
    return { checks: [made('credentials', 'unknown', message)], role: null };
  }
  try {
    const { name, role } = await desk.agents.me({ signal, ...TRIES });
    const message = `${who} answers to ${name ?? 'somebody without a name'} (${role}).`;
    return { checks: [made('credentials', 'ok', message)], role };
  } catch (error) {
    const { message, advice } = failure(error, signal);
    return { checks: [made('credentials', 'error', message, advice)], role: null };
  }
}

/** What a migration, an export or a report reads. */
async function checkReading({ desk, signal }: Examination): Promise<readonly Check[]> {
  const options = { signal, ...TRIES };
  const page = { pageSize: 1 };
  const one = <T>(list: { toArray(limit: { limit: number }): Promise<T[]> } | undefined) =>
    list?.toArray({ limit: 1 });
  const reads: readonly (readonly [string, () => Promise<unknown> | undefined])[] = [
    ['tickets', () => one(desk.tickets.list(page, options))],
    ['contacts', () => one(desk.contacts?.list?.(page, options))],
    ['organizations', () => one(desk.organizations?.list?.(page, options))],
    ['agents', () => one(desk.agents?.list?.({}, options))],
    ['groups', () => one(desk.groups?.list?.({}, options))],
    ['fields', () => desk.fields?.list?.(options)],
  ];
  const refused: Check[] = [];
  const read: string[] = [];
  for (const [what, call] of reads) {
    try {
      const answer = call();
      if (answer === undefined) continue;
      await answer;
      read.push(what);
    } catch (error) {
      const { message, advice } = failure(error, signal);
      refused.push(made('read', 'error', `${what}: ${message}`, advice));
    }
  }
  const fine = read.length === 0 ? [] : [made('read', 'ok', `May read ${read.join(', ')}.`)];
  return [...fine, ...refused];
}

const ADMINISTRATORS: readonly string[] = ['owner', 'admin'];

/** Whether tickets can be imported, as far as it can be told without writing. */
function checkImport({ desk, isPlanned }: Examination, role: string | null): Check {
  const { manifest } = desk;
  if (!supports(manifest, 'imports.ticket')) {
    return made('import', 'warning', `${manifest.label} cannot be the target of a migration.`);
  }
  if (manifest.resources.imports?.operations['ticket']?.lookup === undefined) {
    return made(
      'import',
      isPlanned ? 'error' : 'warning',
      'Tickets imported here could not be found again after an answer that was lost.',
      'Give the desk an option that names a field for keys (callerKeyField).',
    );
  }
  if (role === null || ADMINISTRATORS.includes(role)) {
    return made(
      'import',
      'ok',
      'Tickets can be imported here, as far as can be told without writing.',
    );
  }
  return made(
    'import',
    'warning',
    `These credentials are those of an agent of the role ${role}.`,
    'Imports may need an administrator: the preflight of a migration tries one.',
  );
}

/** Whether imports write to customers. */
function checkSilence({ desk: { manifest } }: Examination): Check {
  const operation = manifest.resources.imports?.operations['ticket'];
  if (operation === undefined) return made('silence', 'unknown', 'There are no imports here.');
  const note = operation.note ?? null;
  if (operation.notifies !== true)
    return made('silence', 'ok', 'Imports write to no customer.', note);
  return made(
    'silence',
    'warning',
    'Whether the account writes to customers during an import cannot be told over the API.',
    `${note === null ? '' : `${note} `}Then say silence: 'confirmed' in the configuration.`,
  );
}

async function checkClock({ desk, signal, now }: Examination): Promise<Check> {
  const path = OWN_RECORD[desk.provider];
  if (path === undefined) return made('clock', 'unknown', 'The desk’s time is not known.');
  try {
    const before = now();
    const { headers } = await desk.request({ method: 'GET', path }, { signal, ...TRIES });
    const date = Date.parse(headers['date'] ?? '');
    if (Number.isNaN(date))
      return made('clock', 'unknown', 'The desk does not say what time it is.');
    // The header has whole seconds, and the answer took its time.
    const skew = date < before - 1000 ? before - date : Math.max(0, date - now());
    if (skew <= MOST_SKEW_MS)
      return made('clock', 'ok', 'This machine and the desk agree on the time.');
    const message = `The clocks of this machine and the desk are ${Math.round(skew / 1000)} seconds apart.`;
    return made(
      'clock',
      'warning',
      message,
      'Set this machine’s clock: deltas and webhooks go by it.',
    );
  } catch (error) {
    return made('clock', 'unknown', failure(error, signal).message);
  }
}

function checkLimits({ desk }: Examination): Check {
  const budgets = desk.rateBudgets();
  if (budgets.length === 0) return made('limits', 'unknown', 'The desk has told no rate limits.');
  const { rateWindowMs = 60_000 } = desk.manifest.limits;
  const window = rateWindowMs === 60_000 ? 'a minute' : `in ${rateWindowMs / 1000} s`;
  const list = budgets.map(({ name, limit, remaining }) =>
    limit === null
      ? `${name}: ${remaining} left`
      : `${name}: ${limit} ${window}, ${remaining} left`,
  );
  const low = budgets.some(({ limit, remaining }) => limit !== null && remaining < limit / 10);
  return low
    ? made('limits', 'warning', list.join('; '), 'Something else uses this account’s budget.')
    : made('limits', 'ok', list.join('; '));
}

const ADVICE: Readonly<Record<string, string>> = {
  authentication_failed: 'Check that the credentials are of this account, and not revoked.',
  permission_denied: 'Give these credentials the right, or use an administrator’s.',
  network_failed: 'Check the sub-domain or base URL, and that this machine reaches it.',
  request_timeout: 'Check that this machine reaches the desk, and try again.',
  rate_limited: 'Wait a minute, and try again.',
  not_found: 'Check the sub-domain or base URL: there is no such account.',
  wire_format: 'Check the base URL: what answers there is not this provider’s API.',
};

function failure(error: unknown, signal: AbortSignal): { message: string; advice: string | null } {
  if (signal.aborted || !SupportError.isInstance(error)) throw error;
  return { message: error.message, advice: ADVICE[error.code] ?? null };
}
