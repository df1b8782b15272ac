import type { Call } from '../call.ts';
import { problems } from '../errors.ts';

const pageSize = 100;
const idleMs = 60_000;

/**
 * The only scroll: over companies, one per workspace, ended by an empty page or by a minute of
 * silence (section 5, third style).
 */
export function scrollPage<Row>(call: Call, rows: readonly Row[]): ScrollPage<Row> {
  const { state, clock, random } = call.world;
  const given = call.query.get('scroll_param');
  const open =
    state.scroll !== null && clock.now() - state.scroll.used_ms <= idleMs ? state.scroll : null;
  if (given === null && open !== null)
    throw problems.list(400, 'scroll_exists', 'scroll already exists for this workspace');
  if (given !== null && open?.parameter !== given)
    throw problems.notFound('scroll parameter not found');
  const position = open?.position ?? 0;
  const parameter = open?.parameter ?? random.uuid();
  const shown = rows.slice(position, position + pageSize);
  // The empty page is the end: another scroll may begin.
  state.scroll =
    shown.length === 0
      ? null
      : { parameter, position: position + shown.length, used_ms: clock.now() };
  return { rows: shown, parameter };
}

export interface ScrollPage<Row> {
  readonly rows: readonly Row[];
  readonly parameter: string;
}
