import { asList, asText, isRecord, type JsonRecord } from '../../../../src/sandbox/kit/json.ts';
import { put } from '../../../../src/sandbox/kit/table.ts';
import { problems } from '../errors.ts';
import type { FileRow } from '../records/settings.ts';
import { nextNumber, type World } from '../world.ts';

/** Section 10: at most so many in each of the two forms. */
const maxAttachments = 10;

interface AttachmentRules {
  /** Whether files in base64 are taken, or addresses only. */
  readonly files: boolean;
  /** On ticket replies files win over addresses; elsewhere both are kept (section 10). */
  readonly filesWin?: boolean;
}

/** Stores what a body attaches, by address or in base64, and answers the files' ids. */
export function takeAttachments(
  world: World,
  body: JsonRecord,
  { files, filesWin = false }: AttachmentRules,
): readonly string[] {
  const given = files ? asList(body['attachment_files']) : [];
  const urls = filesWin && given.length > 0 ? [] : asList(body['attachment_urls']);
  for (const [name, list] of [
    ['attachment_files', given],
    ['attachment_urls', urls],
  ] as const) {
    if (list.length > maxAttachments)
      throw problems.invalid(`${name} cannot have more than ${maxAttachments} items`);
  }
  // Everything is checked before anything is kept.
  const rows = [
    ...urls.map((url) => fromUrl(world, asText(url))),
    ...given.map((file) => fromBase64(file)),
  ];
  return rows.map((row) => storeFile(world, row).id);
}

export function storeFile(world: World, row: Omit<FileRow, 'id'>): FileRow {
  return put(world.state.files, { ...row, id: nextNumber(world, 'record') });
}

const types: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  pdf: 'application/pdf',
  txt: 'text/plain',
};

function fromUrl(world: World, text: string | null): Omit<FileRow, 'id'> {
  if (text === null || !URL.canParse(text)) throw problems.invalid('attachment_urls is invalid');
  const name = decodeURIComponent(new URL(text).pathname.split('/').at(-1) ?? '') || 'file';
  const known = ownFile(world, text);
  const extension = name.split('.').at(-1)?.toLowerCase() ?? '';
  return {
    name: known?.name ?? name,
    content_type: known?.content_type ?? types[extension] ?? 'application/octet-stream',
    // A copy of a file that lies here; any other is fetched by whoever follows its address.
    bytes: known?.bytes ?? null,
    origin_url: text,
  };
}

/** A file of this workspace, named by its own signed address. */
function ownFile(world: World, url: string): FileRow | null {
  const [, id] = /\/i\/o\/[^/]+\/(\d+)\//.exec(url) ?? [];
  return id === undefined ? null : (world.state.files.rows.get(id) ?? null);
}

function fromBase64(file: unknown): Omit<FileRow, 'id'> {
  if (!isRecord(file)) throw problems.invalid('attachment_files is invalid');
  const [name, type, data] = ['name', 'content_type', 'data'].map((key) => asText(file[key]));
  if (name == null || type == null || data == null)
    throw problems.invalid('attachment_files need content_type, data and name');
  return { name, content_type: type, bytes: decode(data), origin_url: null };
}

function decode(data: string): Uint8Array {
  try {
    return Uint8Array.from(atob(data), (character) => character.charCodeAt(0));
  } catch {
    throw problems.invalid('attachment_files data is not valid base64');
  }
}
