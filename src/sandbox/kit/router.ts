/** One route: `['GET', '/api/v2/tickets/{id}', handler]`. Segments in braces match one segment. */
export type Route<Handler> = readonly [method: string, path: string, handler: Handler];

export interface RouteMatch<Handler> {
  readonly handler: Handler;
  readonly template: string;
  readonly params: Readonly<Record<string, string>>;
}

export interface Router<Handler> {
  /** The route for a path, `'method'` where only the method is wrong, or null. */
  match(method: string, path: string): RouteMatch<Handler> | 'method' | null;
  /** Every route, for tests that prove coverage. */
  readonly routes: readonly Route<Handler>[];
}

interface Node<Handler> {
  readonly fixed: Map<string, Node<Handler>>;
  variable: Node<Handler> | null;
  readonly methods: Map<string, Route<Handler>>;
}

/**
 * Builds a router over a table. A fixed segment beats a variable one, whatever the table's order.
 *
 * @example
 * const router = createRouter([['GET', '/a/{id}', 1], ['GET', '/a/count', 2]]);
 * router.match('GET', '/a/count'); // { handler: 2, template: '/a/count', params: {} }
 */
export function createRouter<Handler>(routes: readonly Route<Handler>[]): Router<Handler> {
  const root = createNode<Handler>();
  for (const route of routes) insert(root, route);
  return {
    routes,
    match: (method, path) => {
      const segments = path.split('/').filter((segment) => segment !== '');
      const node = find(root, segments, 0, method);
      if (node === null) return find(root, segments, 0, null) === null ? null : 'method';
      const route = node.methods.get(method);
      if (route === undefined) return 'method';
      return { handler: route[2], template: route[1], params: paramsOf(route[1], segments) };
    },
  };
}

function createNode<Handler>(): Node<Handler> {
  return { fixed: new Map(), variable: null, methods: new Map() };
}

function insert<Handler>(root: Node<Handler>, route: Route<Handler>): void {
  let node = root;
  for (const segment of route[1].split('/').filter((part) => part !== '')) {
    if (segment.startsWith('{')) {
      node.variable ??= createNode();
      node = node.variable;
    } else {
      const child = node.fixed.get(segment) ?? createNode<Handler>();
      node.fixed.set(segment, child);
      node = child;
    }
  }
  if (node.methods.has(route[0])) throw new Error(`Two routes for ${route[0]} ${route[1]}`);
  node.methods.set(route[0], route);
}

/** Finds the node for the segments that serves the method (any method for null), backtracking. */
function find<Handler>(
  node: Node<Handler>,
  segments: readonly string[],
  depth: number,
  method: string | null,
): Node<Handler> | null {
  const segment = segments[depth];
  if (segment === undefined) {
    const serves = method === null ? node.methods.size > 0 : node.methods.has(method);
    return serves ? node : null;
  }
  const fixed = node.fixed.get(segment);
  const found = fixed === undefined ? null : find(fixed, segments, depth + 1, method);
  if (found !== null) return found;
  return node.variable === null ? null : find(node.variable, segments, depth + 1, method);
}

function paramsOf(template: string, segments: readonly string[]): Record<string, string> {
  const params: Record<string, string> = {};
  const parts = template.split('/').filter((part) => part !== '');
  for (const [position, part] of parts.entries()) {
    if (part.startsWith('{')) params[part.slice(1, -1)] = decode(segments[position] ?? '');
  }
  return params;
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    // A stray percent sign is an id that matches nothing, not a crash.
    return segment;
  }
}
