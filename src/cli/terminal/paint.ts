import * as util from 'node:util';

/** The few looks that the program uses. */
export const LOOKS = ['bold', 'dim', 'red', 'green', 'yellow', 'cyan', 'magenta'] as const;
export type Look = (typeof LOOKS)[number];

/** Gives text a look, or leaves it as it is. */
export type Paint = (look: Look, text: string) => string;

/** What decides whether colour is wanted. */
export interface ColourSetting {
  /** `--no-color` was not given. */
  readonly wanted: boolean;
  readonly isTerminal: boolean;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

const isSet = (value: string | undefined): boolean => value !== undefined && value !== '';

/** Colour is for people at a terminal: never in a pipe, in CI, or against NO_COLOR. */
export function usesColour({ wanted, isTerminal, environment }: ColourSetting): boolean {
  if (!wanted || isSet(environment['NO_COLOR'])) return false;
  if (isSet(environment['FORCE_COLOR'])) return environment['FORCE_COLOR'] !== '0';
  return isTerminal && !isSet(environment['CI']) && environment['TERM'] !== 'dumb';
}

/**
 * How this program colours text.
 *
 * @example createPaint({ wanted: false, isTerminal: true, environment: {} })('red', 'late') //=> 'late'
 */
export function createPaint(setting: ColourSetting): Paint {
  if (!usesColour(setting)) return (_look, text) => text;
  // The decision is made above; without this, styleText would ask the stream once more.
  return (look, text) => util.styleText(look, text, { validateStream: false });
}
