import type { RequestOptions } from '../../../src/adapter/request-options.ts';
import { parseWire } from '../../../src/adapter/wire.ts';
import { ConfigurationError } from '../../../src/errors/classes.ts';
import { untilAborted } from '../../../src/http/deadline.ts';
import type { HttpRequest } from '../../../src/http/http-options.ts';
import { abortedError } from '../../../src/http/limiter.ts';
import type { IntercomSettings } from '../options.ts';
import { PROVIDER } from '../to-unified/common.ts';
import { adminWire, type IntercomAdmin } from '../wire/agents.ts';
import type { Json } from './answers.ts';

/**
 * Who acts: the teammate of the options, else whoever the token belongs to, who is asked for once.
 */
export function createActor(
  settings: Pick<IntercomSettings, 'adminId' | 'account'>,
  send: (request: HttpRequest) => Promise<Json>,
): (options?: RequestOptions) => Promise<string> {
  let asked: Promise<string> | null = null;
  const ask = async (): Promise<string> =>
    String(readMe(await send({ method: 'GET', path: '/me' }), settings.account).id);
  return async (options) => {
    if (settings.adminId !== null) return settings.adminId;
    if (options?.signal?.aborted) throw abortedError(PROVIDER);
    // One answer serves all callers, so the call does not end with the first caller's signal.
    asked ??= ask().catch((error: unknown) => {
      asked = null;
      throw error;
    });
    return untilAborted(asked, options?.signal, () => abortedError(PROVIDER));
  };
}

/**
 * The answer of `GET /me`.
 *
 * @throws {ConfigurationError} when the token belongs to another workspace than the ids say.
 */
export function readMe(data: Json, account: string): IntercomAdmin {
  const admin = parseWire(adminWire, data, { provider: PROVIDER, what: 'admin' });
  requireWorkspace(admin.app?.id_code ?? account, account);
  return admin;
}

/** @throws {ConfigurationError} `id_mismatch` for another workspace than that of the ids. */
export function requireWorkspace(workspace: string, account: string): void {
  if (workspace === account) return;
  throw new ConfigurationError(
    `The access token belongs to the workspace ${workspace}, but workspaceId is ${account}.`,
    { code: 'id_mismatch', provider: PROVIDER },
  );
}
