import { readFile } from 'node:fs/promises';
import { ConfigurationError } from '../../errors/index.ts';
import { businessTime, presetPolicy, type Schedule, SLA_PRESETS } from '../../sla/index.ts';
import type { SlaPolicy } from '../../sla/index.ts';
import type { SlaChoice } from './types.ts';

const MINUTE_MS = 60_000;

/**
 * The promises that `--sla` names: a preset, a file with policies and schedules, or none.
 *
 * @throws {ConfigurationError} for a name or a file that is neither.
 */
export async function slaChoice(name: string): Promise<SlaChoice> {
  if (name === 'none') return { policies: [], schedules: {}, remark: 'No policies: --sla none.' };
  if (name === 'standard' || name === 'matrix') {
    return {
      policies: [presetPolicy(SLA_PRESETS[name], { id: name })],
      schedules: {},
      remark: `Judged by the preset "${name}", in calendar minutes, and not by what you promise. Name your own policies with --sla.`,
    };
  }
  return fromFile(name);
}

async function fromFile(path: string): Promise<SlaChoice> {
  const { policies, schedules = {}, businessHours } = await slaFile(path);
  const schedule = businessHours === undefined ? undefined : schedules[businessHours];
  if (businessHours !== undefined && schedule === undefined)
    throw new ConfigurationError(`${path}: \`businessHours\` names no schedule of the file.`);
  return {
    policies,
    schedules,
    ...(schedule === undefined
      ? {}
      : { businessMinutes: (from, to) => businessTime.between(schedule, from, to) / MINUTE_MS }),
    remark: 'Judged by the policies that were given.',
  };
}

interface SlaFile {
  readonly policies: readonly SlaPolicy[];
  readonly schedules?: Readonly<Record<string, Schedule>>;
  readonly businessHours?: string;
}

async function slaFile(path: string): Promise<SlaFile> {
  const value = await readJsonFile(path, 'The SLA policies (standard, matrix, none, or a file)');
  const isFile =
    typeof value === 'object' &&
    value !== null &&
    'policies' in value &&
    Array.isArray(value.policies);
  if (!isFile)
    throw new ConfigurationError(
      `${path} has no list of \`policies\`. Beside them it may have \`schedules\`, and \`businessHours\`, the name of one.`,
    );
  // Safe: the engine checks policies and schedules one by one before it uses them.
  return value as SlaFile;
}

/** A JSON file. @throws {ConfigurationError} when there is none; its content is never quoted. */
export async function readJsonFile(path: string, what: string): Promise<unknown> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    throw new ConfigurationError(`${what}: ${path} cannot be read.`, { cause });
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new ConfigurationError(`${what}: ${path} is no JSON.`);
  }
}
