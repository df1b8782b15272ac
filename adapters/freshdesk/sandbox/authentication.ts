import type { SandboxRequest } from '../../../src/sandbox/kit/messages.ts';
import type { AgentUser } from './records/people.ts';
import { isAgent, userByEmail, userOf, type World } from './world.ts';

/** The account's admin: a personal API key, or the address and password of the web login. */
export interface FreshdeskCredentials {
  readonly apiKey: string;
  readonly email: string;
  readonly password: string;
}

/**
 * Who sends a request; null where nobody is let in (section 1). The user name is an agent's key and
 * the password anything at all; the admin may also sign in as on the web.
 */
export function authenticate(
  world: World,
  request: SandboxRequest,
  credentials: FreshdeskCredentials,
): AgentUser | null {
  const header = request.headers.get('authorization') ?? '';
  const [scheme = '', value = ''] = header.split(/\s+/, 2);
  if (scheme.toLowerCase() !== 'basic') return null;
  const [name = '', secret = ''] = decode(value).split(/:(.*)/s, 2);
  if (secret === '') return null;
  const byKey = userOf(world, world.state.usersByApiKey.get(name) ?? null);
  const asAdmin = name === credentials.email && secret === credentials.password;
  const user = byKey ?? (asAdmin ? userByEmail(world, name) : null);
  return isAgent(user) && !user.agent.deactivated && !user.deleted ? user : null;
}

function decode(value: string): string {
  try {
    return new TextDecoder().decode(Uint8Array.from(atob(value), (char) => char.charCodeAt(0)));
  } catch {
    return '';
  }
}
