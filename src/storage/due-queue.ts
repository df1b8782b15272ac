/** Something that becomes due; smaller first, and of equal times the one that was added first. */
interface Item<Value> {
  readonly at: number;
  readonly order: number;
  readonly value: Value;
}

/** Values in the order of their time. Adding and taking cost a few steps, however many there are. */
export interface DueQueue<Value> {
  readonly size: number;
  push(at: number, order: number, value: Value): void;
  /** The first, without taking it. */
  peek(): { readonly at: number; readonly value: Value } | undefined;
  pop(): Value | undefined;
}

const isBefore = (left: Item<unknown>, right: Item<unknown>): boolean =>
  left.at < right.at || (left.at === right.at && left.order < right.order);

/** A binary heap. */
export function createDueQueue<Value>(): DueQueue<Value> {
  const heap: Item<Value>[] = [];

  const swap = (left: number, right: number): void => {
    const [first, second] = [heap[left], heap[right]];
    if (first === undefined || second === undefined) return;
    heap[left] = second;
    heap[right] = first;
  };

  const isOrdered = (parent: number, child: number): boolean => {
    const [first, second] = [heap[parent], heap[child]];
    return first === undefined || second === undefined || !isBefore(second, first);
  };

  const rise = (start: number): void => {
    for (let index = start; index > 0; ) {
      const parent = (index - 1) >> 1;
      if (isOrdered(parent, index)) return;
      swap(parent, index);
      index = parent;
    }
  };

  const sink = (): void => {
    for (let index = 0; ; ) {
      const left = 2 * index + 1;
      const child = isOrdered(left, left + 1) ? left : left + 1;
      if (child >= heap.length || isOrdered(index, child)) return;
      swap(index, child);
      index = child;
    }
  };

  return {
    get size() {
      return heap.length;
    },
    push(at, order, value) {
      heap.push({ at, order, value });
      rise(heap.length - 1);
    },
    peek: () => heap[0],
    pop() {
      const [first] = heap;
      const last = heap.pop();
      if (first === undefined || last === undefined) return undefined;
      if (heap.length > 0) {
        heap[0] = last;
        sink();
      }
      return first.value;
    },
  };
}
