import { DESK_KINDS } from '../desks/index.ts';

/** Columns that everything fits into. */
export const WIDTH = 80;

const kindOf = (provider: string) => DESK_KINDS.find((kind) => kind.provider === provider);

/** A desk as people write it. */
export const labelOf = (provider: string): string => kindOf(provider)?.label ?? provider;

/** A ticket in a narrow column: `Z 17`. */
export const ticketLabel = (provider: string, nativeId: string): string =>
  `${kindOf(provider)?.letter ?? '?'} ${nativeId}`;

/** What the letters stand for: `Z Zendesk`. */
export const legend = (): string =>
  DESK_KINDS.map(({ letter, label }) => `${letter} ${label}`).join(', ');
