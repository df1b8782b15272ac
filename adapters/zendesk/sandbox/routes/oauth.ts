import { asInteger, asText } from '../../../../src/sandbox/kit/json.ts';
import type { Reply } from '../../../../src/sandbox/kit/messages.ts';
import type { ZendeskCredentials } from '../authentication.ts';
import { bodyOf, type Call, ok, type ZendeskRoute } from '../call.ts';
import { problems } from '../errors.ts';
import type { TokenRow } from '../state.ts';

const refused = () =>
  problems.badRequest(
    'invalid_grant',
    'The provided authorization grant is invalid, expired or revoked.',
  );

/** Seconds within a range, or the default (section 2). */
function seconds(given: unknown, fallback: number, least: number, most: number): number {
  const value = asInteger(given) ?? fallback;
  if (value < least || value > most)
    throw problems.badRequest('invalid_request', 'expires_in is out of range');
  return value;
}

function issue(call: Call, userId: number, scope: string, refreshable: boolean): Reply {
  const { random, clock, state } = call.world;
  const body = bodyOf(call);
  const expiresIn = seconds(body['expires_in'], 7200, 300, 172_800);
  const refreshIn = seconds(body['refresh_token_expires_in'], 2_592_000, 604_800, 7_776_000);
  const row: TokenRow = {
    access_token: random.hex(64),
    refresh_token: refreshable ? random.hex(64) : null,
    user_id: userId,
    scope,
    expires_ms: clock.now() + expiresIn * 1000,
    refresh_expires_ms: clock.now() + refreshIn * 1000,
  };
  state.tokens.set(row.access_token, row);
  return ok({
    access_token: row.access_token,
    ...(row.refresh_token === null
      ? {}
      : { refresh_token: row.refresh_token, refresh_token_expires_in: refreshIn }),
    token_type: 'bearer',
    scope,
    expires_in: expiresIn,
  });
}

/** A refresh gives a new pair; the old access and refresh token die at once (section 2). */
function refresh(call: Call): Reply {
  const token = asText(bodyOf(call)['refresh_token']);
  const { state, clock } = call.world;
  const old = [...state.tokens.values()].find(
    (row) => token !== null && row.refresh_token === token,
  );
  if (old === undefined || old.refresh_expires_ms <= clock.now()) throw refused();
  const reply = issue(call, old.user_id, old.scope, true);
  state.tokens.delete(old.access_token);
  return reply;
}

export function oauthRoutes(credentials: ZendeskCredentials): readonly ZendeskRoute[] {
  const token = (call: Call): Reply => {
    const body = bodyOf(call);
    if (
      body['client_id'] !== credentials.clientId ||
      body['client_secret'] !== credentials.clientSecret
    ) {
      return {
        status: 401,
        body: { error: 'invalid_client', error_description: 'Client authentication failed' },
      };
    }
    if (body['grant_type'] === 'refresh_token') return refresh(call);
    if (body['grant_type'] !== 'client_credentials')
      throw problems.badRequest('unsupported_grant_type', 'This grant is not supported');
    const admin = call.world.state.usersByEmail.get(credentials.email.toLowerCase()) ?? 0;
    return issue(call, admin, asText(body['scope']) ?? 'read', false);
  };
  return [['POST', '/oauth/tokens', token]];
}
