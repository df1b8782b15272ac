import type { Reply } from '../../../../src/sandbox/kit/messages.ts';
import type { IntercomCredentials } from '../authentication.ts';
import { problems } from '../errors.ts';
import type { JsonRecord } from '../../../../src/sandbox/kit/json.ts';

/** Codes for a token; both keys of the answer hold it (section 1). The refusal is not documented. */
export function exchangeCode(credentials: IntercomCredentials, body: JsonRecord): Reply {
  const known =
    body['code'] === credentials.oauthCode &&
    body['client_id'] === credentials.clientId &&
    body['client_secret'] === credentials.clientSecret;
  if (!known) throw problems.unauthorized('unauthorized', 'Code, client or secret is wrong');
  const token = credentials.accessToken;
  return { status: 200, body: { token_type: 'Bearer', token, access_token: token } };
}
