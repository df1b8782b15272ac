/** Something that can stand in one queue at a time. */
export interface Queued {
  /** Where it stands; only its queue writes this. */
  place: number;
}

/** Values in their order. Adding and taking out cost a few steps, however many there are. */
export interface DueQueue<Value> {
  readonly size: number;
  /** What the order depends on must not change until the value is taken out. */
  push(value: Value): void;
  /** The first, without taking it out. */
  peek(): Value | undefined;
  /** Does nothing for a value that is not in it. */
  delete(value: Value): void;
}

/** A binary heap whose values know their place. */
export function createDueQueue<Value extends Queued>(
  isBefore: (left: Value, right: Value) => boolean,
): DueQueue<Value> {
  const heap: Value[] = [];

  const put = (index: number, value: Value): void => {
    heap[index] = value;
    const placed = value;
    placed.place = index;
  };

  const rise = (start: number, value: Value): void => {
    let index = start;
    while (index > 0) {
      const above = (index - 1) >> 1;
      const parent = heap[above];
      if (parent === undefined || !isBefore(value, parent)) break;
      put(index, parent);
      index = above;
    }
    put(index, value);
  };

  const sink = (start: number, value: Value): void => {
    let index = start;
    for (;;) {
      let below = 2 * index + 1;
      let child = heap[below];
      const right = heap[below + 1];
      if (child !== undefined && right !== undefined && isBefore(right, child)) {
        below += 1;
        child = right;
      }
      if (child === undefined || !isBefore(child, value)) break;
      put(index, child);
      index = below;
    }
    put(index, value);
  };

  return {
    get size() {
      return heap.length;
    },
    push: (value) => rise(heap.length, value),
    peek: () => heap[0],
    delete(value) {
      const { place } = value;
      if (heap[place] !== value) return;
      const last = heap.pop();
      if (last === undefined || last === value) return;
      sink(place, last);
      rise(last.place, last);
    },
  };
}
