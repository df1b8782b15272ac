import type { SandboxRequest } from '../../../src/sandbox/kit/messages.ts';
import { problems } from './errors.ts';
import type { UserRow } from './records/tickets-and-people.ts';
import { isStaff, userByEmail, userOf, type World } from './world.ts';

/** The account's API token and OAuth client (section 2). */
export interface ZendeskCredentials {
  readonly email: string;
  readonly apiToken: string;
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

export type Authentication =
  | { readonly kind: 'user'; readonly user: UserRow }
  | { readonly kind: 'anonymous' }
  /** Credentials were sent and are wrong. */
  | { readonly kind: 'rejected' };

/** Who sends a request: basic auth with an API token, or an OAuth bearer (section 2). */
export function authenticate(
  world: World,
  request: SandboxRequest,
  credentials: ZendeskCredentials,
): Authentication {
  const header = request.headers.get('authorization');
  if (header === null) return { kind: 'anonymous' };
  const [scheme = '', value = ''] = header.split(/\s+/, 2);
  const kind = scheme.toLowerCase();
  if (kind === 'basic') return basic(world, value, credentials);
  return kind === 'bearer' ? bearer(world, value, request) : { kind: 'rejected' };
}

function basic(world: World, value: string, credentials: ZendeskCredentials): Authentication {
  const [name = '', secret = ''] = decodeBasic(value).split(/:(.*)/s, 2);
  if (!name.endsWith('/token') || secret !== credentials.apiToken) return { kind: 'rejected' };
  // One API token acts as any verified agent whose address is given.
  const user = userByEmail(world, name.slice(0, -'/token'.length));
  return isStaff(user) && user !== null && user.active
    ? { kind: 'user', user }
    : { kind: 'rejected' };
}

function decodeBasic(value: string): string {
  try {
    return new TextDecoder().decode(Uint8Array.from(atob(value), (char) => char.charCodeAt(0)));
  } catch {
    return '';
  }
}

function bearer(world: World, token: string, request: SandboxRequest): Authentication {
  const row = world.state.tokens.get(token);
  if (row === undefined || row.expires_ms <= world.clock.now()) return { kind: 'rejected' };
  refuseOutsideScope(row.scope, request);
  const user = userOf(world, row.user_id);
  if (user === null) return { kind: 'rejected' };
  const onBehalfOf = request.headers.get('x-on-behalf-of');
  if (onBehalfOf === null) return { kind: 'user', user };
  if (!row.scope.split(' ').includes('impersonate')) throw problems.forbidden();
  const other = userByEmail(world, onBehalfOf);
  if (other === null) throw problems.forbidden();
  return { kind: 'user', user: other };
}

/** A token whose scope names neither the resource nor all of them answers 403 (section 2). */
function refuseOutsideScope(scope: string, request: SandboxRequest): void {
  const access = request.method === 'GET' ? 'read' : 'write';
  const path = request.path.replace(/\.json$/, '').split('/');
  const resource = path[3] === 'help_center' ? 'hc' : (path[3] ?? '');
  const scopes = scope.split(' ');
  const allowed = scopes.includes(access) || scopes.includes(`${resource}:${access}`);
  if (!allowed && path[1] === 'api') throw problems.forbidden();
}
