import { createDueQueue } from './due-queue.ts';
import type { Desk, Lane, Row, Stream } from './inbox-rows.ts';
import type { EventEntry } from './types.ts';

/** Which rows wait for what: for their time, for their stream, or to be claimed. */
export interface Schedule {
  deskOf(name: string): Desk;
  /** Where an entry belongs. Its stream counts as open until it is closed. */
  open(entry: EventEntry): Lane;
  close(lane: Lane): void;
  /** The row waits until it is due, or runs until its lease ends. */
  delay(row: Row): void;
  /** The row is due. */
  ready(row: Row): void;
  /** The row has its stream for itself. */
  start(row: Row): void;
  /** The row waits for nothing, and holds up nothing. */
  remove(row: Row): void;
  /** The first row that can be claimed. */
  first(desks: readonly string[]): Row | undefined;
}

const endOf = (row: Row): number => (row.state === 'running' ? row.leaseUntil : row.dueAt);

const endsBefore = (left: Row, right: Row): boolean => {
  const [leftEnd, rightEnd] = [endOf(left), endOf(right)];
  return leftEnd === rightEnd ? left.order < right.order : leftEnd < rightEnd;
};

const cameBefore = (left: Row, right: Row): boolean => left.order < right.order;

const headOrder = ({ due }: Lane): number => due.peek()?.order ?? 0;

const headCameBefore = (left: Lane, right: Lane): boolean => headOrder(left) < headOrder(right);

const newDesk = (): Desk => ({
  timed: createDueQueue(endsBefore),
  free: createDueQueue(headCameBefore),
  held: createDueQueue(headCameBefore),
  counts: { waiting: 0, running: 0, done: 0, dead: 0 },
});

/** Changes what a lane is sorted by: it stands in no queue meanwhile. */
function refile(lane: Lane, change: () => void): void {
  const { desk, stream, due } = lane;
  desk.free.delete(lane);
  desk.held.delete(lane);
  change();
  if (due.size === 0) return;
  if (stream.running === null) desk.free.push(lane);
  else desk.held.push(lane);
}

const nothing = (): void => undefined;

function occupy(name: Stream, running: Row | null): void {
  const stream = name;
  stream.running = running;
  for (const lane of stream.lanes) refile(lane, nothing);
}

function laneOf(stream: Stream, desk: Desk): Lane {
  const known = stream.lanes.find((lane) => lane.desk === desk);
  if (known !== undefined) return known;
  const lane: Lane = { desk, stream, due: createDueQueue(cameBefore), place: -1 };
  stream.lanes.push(lane);
  return lane;
}

/** Starts empty. Forgets a stream when its last entry closes. */
export function createSchedule(): Schedule {
  const desks = new Map<string, Desk>();
  const streams = new Map<string, Stream>();
  const deskOf = (name: string): Desk => {
    const desk = desks.get(name) ?? newDesk();
    desks.set(name, desk);
    return desk;
  };
  return {
    deskOf,
    open(entry) {
      const name = entry.stream;
      const stream = streams.get(name) ?? { name, open: 0, running: null, lanes: [] };
      stream.open += 1;
      streams.set(name, stream);
      return laneOf(stream, deskOf(entry.delivery.desk));
    },
    close({ stream: { name } }) {
      const stream = streams.get(name);
      if (stream === undefined) return;
      stream.open -= 1;
      if (stream.open === 0) streams.delete(name);
    },
    delay: (row) => row.lane.desk.timed.push(row),
    ready: (row) => refile(row.lane, () => row.lane.due.push(row)),
    start(row) {
      row.lane.desk.timed.push(row);
      occupy(row.lane.stream, row);
    },
    remove(row) {
      const { desk, stream, due } = row.lane;
      desk.timed.delete(row);
      refile(row.lane, () => due.delete(row));
      if (stream.running === row) occupy(stream, null);
    },
    first(names) {
      let first: Row | undefined;
      for (const name of names) {
        const row = desks.get(name)?.free.peek()?.due.peek();
        if (row !== undefined && (first === undefined || cameBefore(row, first))) first = row;
      }
      return first;
    },
  };
}
