import type { SandboxRequest } from '../../../src/sandbox/kit/messages.ts';
import { problems } from './errors.ts';
import type { AdminRow } from './records/people.ts';
import type { World } from './world.ts';

/** The app's access token and its client (section 1). */
export interface IntercomCredentials {
  readonly accessToken: string;
  readonly clientId: string;
  /** Also signs webhooks (section 18). */
  readonly clientSecret: string;
  readonly workspaceId: string;
  /** A code that `POST /auth/eagle/token` takes once. */
  readonly oauthCode: string;
}

const refusals = {
  revoked: ['token_revoked', 'Access Token Revoked'],
  suspended: ['token_suspended', 'Access Token Suspended'],
} as const;

/** The teammate whose token a request carries: a bearer token, nothing else (section 1). */
export function authenticate(world: World, request: SandboxRequest): AdminRow {
  const [, token = ''] = /^bearer\s+(.+)$/i.exec(request.headers.get('authorization') ?? '') ?? [];
  const row = world.state.tokens.get(token);
  if (row === undefined) throw problems.unauthorized();
  if (row.status !== 'active') throw problems.unauthorized(...refusals[row.status]);
  const admin = world.state.admins.rows.get(row.admin_id);
  if (admin === undefined || admin.removed) throw problems.unauthorized();
  return admin;
}
