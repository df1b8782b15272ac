import { UnsupportedError } from '../errors/classes.ts';
import type { LinkKind, Visibility } from '../model/enums.ts';
import type { SupportEventType } from '../model/event.ts';

/** How a unified field fares with a provider. */
export type FieldSupport = 'native' | 'derived' | 'lossy' | 'none';

/** What must be known of one operation. An operation that is not listed does not exist. */
export interface OperationManifest {
  /**
   * What keeps a create from happening twice: a key the provider honours, a key of ours that can
   * be looked up before a repeat, or nothing. Creates without a key are never repeated blindly.
   */
  readonly dedupe?: 'idempotency-key' | 'external-id' | 'none';
  /**
   * How to find what a create has made whose answer was lost: by our key, among the requester's
   * tickets by its date, or in its section by its title; and for how long a new record can stay out of sight. `resumes` when the same
   * call with the same key goes on where it ended.
   */
  readonly lookup?: {
    readonly by: 'callerKey' | 'requester' | 'title';
    readonly lagMs: number;
    readonly resumes?: boolean;
  };
  /** True when a new article can be in any language of the knowledge base, not in its first one only. */
  readonly anyLocale?: boolean;
  /** True when an article can stand in a category, without a section. */
  readonly inCategory?: boolean;
  /** True when every message of an import is a call of its own, since there is none for a whole thread. */
  readonly perMessage?: boolean;
  /**
   * Kinds of links that an import can write: `kept` ones are shown by the ticket itself, `implied` ones by
   * the other one, which needs to be told what kind of ticket this is.
   */
  readonly links?: Readonly<Partial<Record<LinkKind, 'kept' | 'implied'>>>;
  /** True when the provider may write to customers because of this call. */
  readonly notifies?: boolean;
  /** Who may see a message that this operation writes; anybody asked for when left out. */
  readonly visibilities?: readonly Visibility[];
  /** Filters that a list takes. */
  readonly filters?: readonly string[];
  /** A limit or oddity worth knowing, for the docs. */
  readonly note?: string;
}

/** What must be known of one resource group. */
export interface ResourceManifest {
  readonly operations: Readonly<Record<string, OperationManifest>>;
  readonly fields?: Readonly<Record<string, FieldSupport>>;
  /** Every lossy or derived field in words. */
  readonly notes?: Readonly<Record<string, string>>;
}

/**
 * What a provider can do: the one source of an adapter's types, its errors, the docs table and
 * the conformance tests. Written `as const satisfies Manifest`.
 */
export interface Manifest {
  readonly provider: string;
  /** As people write it. */
  readonly label: string;
  readonly apiVersion: string | null;
  readonly resources: { readonly [Name in ResourceName]?: ResourceManifest };
  readonly webhooks: {
    readonly signature: 'hmac-sha256' | 'hmac-sha1' | 'shared-secret' | 'none';
    /** True when a delivery carries a signed time, so that old ones can be refused. */
    readonly replayWindow: boolean;
    readonly events: readonly SupportEventType[];
  };
  readonly limits: {
    readonly pagination: 'cursor' | 'offset' | 'both';
    readonly maxPageSize: number;
    /** The rate budgets that answers tell are for so many milliseconds. @default 60_000 */
    readonly rateWindowMs?: number;
    /** Items in one bulk call; `null` without bulk calls. */
    readonly bulkSize: number | null;
    readonly attachmentBytes: number | null;
    /** All files of a ticket together, where the provider limits those. */
    readonly ticketAttachmentBytes?: number;
    readonly messageBodyBytes: number | null;
    /** Files with one message, where the provider limits those. */
    readonly messageFiles?: number;
    readonly tagLength: number | null;
  };
}

/** The resource groups that an adapter can have. */
export const RESOURCE_NAMES = [
  'tickets',
  'messages',
  'contacts',
  'organizations',
  'agents',
  'groups',
  'tags',
  'fields',
  'statuses',
  'attachments',
  'ratings',
  'articles',
  'slaPolicies',
  'events',
  'imports',
  'subscriptions',
  'search',
  'sideConversations',
  'macros',
  'products',
  'workLogs',
] as const;
export type ResourceName = (typeof RESOURCE_NAMES)[number];

/** `resource.operation`, as in `tickets.merge`. */
export type OperationName = `${ResourceName}.${string}`;

const split = (operation: OperationName): readonly [ResourceName, string] => {
  const dot = operation.indexOf('.');
  // Safe: the template type guarantees a resource name before the first dot.
  return [operation.slice(0, dot) as ResourceName, operation.slice(dot + 1)];
};

/**
 * Whether a provider has an operation.
 *
 * @example supports(desk.manifest, 'tickets.merge') //=> true
 */
export function supports(manifest: Manifest, operation: OperationName): boolean {
  const [resource, name] = split(operation);
  return Object.hasOwn(manifest.resources[resource]?.operations ?? {}, name);
}

/**
 * An error that says what is missing and what the provider has instead; for code that gets an
 * adapter it does not know at compile time.
 *
 * @throws {UnsupportedError} when the manifest does not list the operation.
 */
export function requireOperation(manifest: Manifest, operation: OperationName): OperationManifest {
  const [resource, name] = split(operation);
  const group = manifest.resources[resource];
  // `hasOwn`, since names such as "constructor" are on every object.
  const operations = group?.operations ?? {};
  const found = Object.hasOwn(operations, name) ? operations[name] : undefined;
  if (found !== undefined) return found;
  const available = Object.keys(operations);
  throw new UnsupportedError(
    `${manifest.label} has no ${operation}. ` +
      (available.length === 0
        ? `It has no ${resource} at all; check supports(adapter.manifest, '${operation}') first.`
        : `Its ${resource} can: ${available.join(', ')}.`),
    { operation, provider: manifest.provider },
  );
}

/**
 * Refuses what a list cannot filter by, before anything is sent: a filter that is ignored would
 * give tickets that were not asked for.
 *
 * @throws {UnsupportedError} that names the filter and the ones there are.
 * @example requireFilters(desk.manifest, 'tickets.list', { status: ['open'] }) //=> undefined
 */
export function requireFilters(manifest: Manifest, operation: OperationName, query: object): void {
  const { filters = [] } = requireOperation(manifest, operation);
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined || PAGE_KEYS.includes(name) || filters.includes(name)) continue;
    throw new UnsupportedError(
      `${manifest.label} cannot filter ${operation} by ${name}. It can filter by: ${filters.join(', ') || 'nothing'}.`,
      { operation, provider: manifest.provider },
    );
  }
}

const PAGE_KEYS: readonly string[] = ['cursor', 'pageSize', 'prefetch'];

/**
 * Refuses a message that the provider would show to the wrong people: nothing is sent.
 *
 * @throws {UnsupportedError} when the operation cannot write a message with this visibility.
 * @example requireMessageVisibility(desk.manifest, 'tickets.create', 'public') //=> undefined
 */
export function requireMessageVisibility(
  manifest: Manifest,
  operation: OperationName,
  visibility: Visibility,
): void {
  const { visibilities } = requireOperation(manifest, operation);
  if (visibilities === undefined || visibilities.includes(visibility)) return;
  throw new UnsupportedError(
    `${manifest.label} cannot keep this message ${visibility}: ${operation} writes ${visibilities.join(' or ')} messages only. Nothing was sent.`,
    { operation, provider: manifest.provider },
  );
}
