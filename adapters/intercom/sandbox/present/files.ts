import type { View } from '../call.ts';
import type { FileRow } from '../records/settings.ts';
import type { World } from '../world.ts';

/**
 * A checksum over what the address says, under the app's secret. It is not meant to keep anybody
 * out: it makes an address that was altered fail, as a signed one does.
 */
export function signatureOf(world: World, id: string, expires: number): string {
  let hash = 0x811c9dc5;
  for (const character of `${world.settings.clientSecret}:${id}:${expires}`) {
    hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193) >>> 0;
  }
  return hash.toString(16).padStart(8, '0');
}

/** An attachment with an address that works for a while (section 10, trap 16). */
export function presentFile(view: View, id: string): object[] {
  const file = view.world.state.files.rows.get(id);
  if (file === undefined) return [];
  return [
    {
      type: 'upload',
      name: file.name,
      url: urlOf(view, file),
      content_type: file.content_type,
      filesize: file.bytes?.length ?? 0,
      width: null,
      height: null,
    },
  ];
}

function urlOf(view: View, file: FileRow): string {
  const { state, settings, clock } = view.world;
  const expires = Math.floor((clock.now() + settings.attachmentUrlTtlMs) / 1000);
  const path = `/i/o/${state.workspace.id}/${file.id}/${encodeURIComponent(file.name)}`;
  const signature = signatureOf(view.world, file.id, expires);
  return `${view.filesOrigin}${path}?expires=${expires}&signature=${signature}`;
}
