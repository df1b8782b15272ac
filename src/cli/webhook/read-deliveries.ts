import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { WebhookDelivery } from '../../adapter/contract.ts';
import { ConfigurationError } from '../../errors/index.ts';
import { readRecordedDelivery } from '../../webhooks/inspect/index.ts';
import { linesOf, parseHeaderLines, parseHttpDump } from './http-dump.ts';

/** A delivery out of a file. */
export interface FiledDelivery {
  /** The file, and the line where it holds several. */
  readonly name: string;
  readonly method: string;
  readonly delivery: WebhookDelivery;
  readonly receivedAt: Date | null;
}

const MAX_FILE_BYTES = 268_435_456;

async function readStandardInput(): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of process.stdin) {
    // Safe: without an encoding the chunks of a stream of the process are buffers.
    chunks.push(chunk as Buffer);
    length += chunks.at(-1)?.length ?? 0;
    if (length > MAX_FILE_BYTES) throw new ConfigurationError('The standard input is too long.');
  }
  return new Uint8Array(Buffer.concat(chunks));
}

/**
 * The bytes of a file; `-` is the standard input.
 *
 * @throws {ConfigurationError} when it cannot be read.
 */
export async function readBytes(file: string): Promise<Uint8Array> {
  if (file === '-') return readStandardInput();
  try {
    const { size } = await stat(file);
    if (size > MAX_FILE_BYTES) throw new ConfigurationError(`The file ${file} is too large.`);
    return new Uint8Array(await readFile(file));
  } catch (error) {
    if (error instanceof ConfigurationError) throw error;
    throw new ConfigurationError(`The file ${file} cannot be read.`, { cause: error });
  }
}

const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function ofRecord(name: string, record: unknown): FiledDelivery {
  try {
    const { receivedAt, ...delivery } = readRecordedDelivery(record);
    return { name, method: 'POST', delivery, receivedAt };
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    throw new ConfigurationError(`${name}: ${error.message}`);
  }
}

const unknownForm = (name: string): ConfigurationError =>
  new ConfigurationError(
    `${name} is no recorded delivery. It is to be JSON with headers and body, one such JSON per line, or ` +
      'an HTTP request with its head; for inspect, --headers can name a second file with the headers.',
  );

/** The deliveries of one file, whichever form it has. */
export function deliveriesIn(name: string, bytes: Uint8Array): readonly FiledDelivery[] {
  const dump = parseHttpDump(bytes);
  if (dump !== null) {
    const { method, headers, body } = dump;
    return [{ name, method, delivery: { rawBody: body, headers }, receivedAt: null }];
  }
  const text = textOf(bytes);
  const whole = jsonOf(text);
  if (whole !== undefined) {
    if (!isObject(whole) || !isObject(whole['headers'])) throw unknownForm(name);
    return [ofRecord(name, whole)];
  }
  const lines = text
    .split('\n')
    .map((line, index) => [line.trim(), index + 1] as const)
    .filter(([line]) => line !== '');
  const records = lines.map(([line, number]) => [jsonOf(line), number] as const);
  if (records.length === 0 || !isObject(records[0]?.[0])) throw unknownForm(name);
  return records.map(([record, number]) => ofRecord(`${name}:${number}`, record));
}

/**
 * The deliveries of a file, of every file in a directory in the order of their names, or of the
 * standard input. Hidden files and directories below are left out.
 */
export async function readDeliveries(path: string): Promise<readonly FiledDelivery[]> {
  if (path === '-') return deliveriesIn('standard input', await readBytes('-'));
  const entry = await stat(path).catch(() => null);
  if (entry?.isDirectory() !== true) return deliveriesIn(path, await readBytes(path));
  const entries = await readdir(path, { withFileTypes: true });
  const names = entries
    .filter((one) => one.isFile() && !one.name.startsWith('.'))
    .map((one) => one.name)
    .sort();
  const deliveries: FiledDelivery[] = [];
  for (const name of names) {
    const file = join(path, name);
    deliveries.push(...deliveriesIn(file, await readBytes(file)));
  }
  if (deliveries.length === 0) throw new ConfigurationError(`The directory ${path} holds no file.`);
  return deliveries;
}

/** The headers of a file of their own: JSON, or a line each. A request line before them is passed over. */
export function headersIn(name: string, bytes: Uint8Array): Readonly<Record<string, string>> {
  const text = textOf(bytes);
  const json = jsonOf(text);
  if (isObject(json)) {
    const inner = isObject(json['headers']) ? json['headers'] : json;
    const { headers } = readRecordedDelivery({ headers: inner, body: '' });
    // Safe: it answers headers as a record of texts.
    return headers as Readonly<Record<string, string>>;
  }
  const lines = linesOf(text).filter((line) => !/^(> )?[A-Z]{3,10} \S+ HTTP\/\d/.test(line));
  const headers = parseHeaderLines(lines.filter((line) => line.trim() !== '>'));
  if (headers === null || lines.length === 0) {
    throw new ConfigurationError(`${name} holds no headers: one "Name: value" per line, or JSON.`);
  }
  return headers;
}
