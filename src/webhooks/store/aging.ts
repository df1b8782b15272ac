interface Node<Value> {
  readonly key: string;
  value: Value;
  older: Node<Value> | null;
  younger: Node<Value> | null;
}

/** Values by their key, which know which of them was written longest ago. */
export interface Aging<Value> {
  readonly size: number;
  get(key: string): Value | undefined;
  has(key: string): boolean;
  /** What was there before becomes the youngest. */
  set(key: string, value: Value): void;
  delete(key: string): Value | undefined;
  oldest(): { readonly key: string; readonly value: Value } | undefined;
  /** Oldest first, those younger than a key; all of them when there is no such key. */
  entries(after?: string | null): Iterable<readonly [key: string, value: Value]>;
}

/**
 * A map beside a chain. A map alone knows the order as well, but looks for its first key among all that
 * were deleted before it.
 */
export function createAging<Value>(): Aging<Value> {
  const nodes = new Map<string, Node<Value>>();
  let first: Node<Value> | null = null;
  let last: Node<Value> | null = null;

  const unlink = ({ older, younger }: Node<Value>): void => {
    if (older === null) first = younger;
    else older.younger = younger;
    if (younger === null) last = older;
    else younger.older = older;
  };

  const remove = (key: string): Value | undefined => {
    const node = nodes.get(key);
    if (node === undefined) return undefined;
    nodes.delete(key);
    unlink(node);
    return node.value;
  };

  return {
    get size() {
      return nodes.size;
    },
    get: (key) => nodes.get(key)?.value,
    has: (key) => nodes.has(key),
    set(key, value) {
      remove(key);
      const node: Node<Value> = { key, value, older: last, younger: null };
      if (last === null) first = node;
      else last.younger = node;
      last = node;
      nodes.set(key, node);
    },
    delete: remove,
    oldest: () => first ?? undefined,
    *entries(after = null) {
      const known = after === null ? undefined : nodes.get(after);
      for (let node = known === undefined ? first : known.younger; node; node = node.younger) {
        yield [node.key, node.value];
      }
    },
  };
}
