import type { Reply } from '../../../../src/sandbox/kit/messages.ts';
import type { SandboxRequest } from '../../../../src/sandbox/kit/messages.ts';
import { signatureOf } from '../present/files.ts';
import type { World } from '../world.ts';

/**
 * The host that attachments lie on: no token, but an address that is signed and runs out (section
 * 10). How a spent address is refused is not known for certain.
 */
export function serveFile(world: World, request: SandboxRequest): Reply {
  const [, id] = /^\/i\/o\/[^/]+\/(\d+)\/[^/]*$/.exec(request.path) ?? [];
  const file = id === undefined ? undefined : world.state.files.rows.get(id);
  if (file === undefined || request.method !== 'GET') return { status: 404, text: 'Not Found' };
  const expires = Number(request.query.get('expires'));
  const genuine = request.query.get('signature') === signatureOf(world, file.id, expires);
  if (!genuine || expires * 1000 <= world.clock.now()) return { status: 403, text: 'Forbidden' };
  if (file.bytes !== null) {
    const headers = { 'content-type': file.content_type };
    return { status: 200, headers, bytes: file.bytes };
  }
  // A file that was given by address and that only its own host has.
  return { status: 302, headers: { location: file.origin_url ?? '' } };
}
