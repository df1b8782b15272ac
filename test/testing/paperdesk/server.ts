import type { FetchLike } from 'polydesk/testing';

interface Entry {
  readonly id: number;
  readonly text: string;
  readonly private: boolean;
  readonly by: { readonly id: number; readonly role: string; readonly name: string } | null;
  readonly at: string;
}

interface Case {
  readonly id: number;
  readonly title: string;
  readonly state: string;
  readonly urgency: number;
  readonly labels: readonly string[];
  readonly reference: string | null;
  readonly customer: { readonly id: number; readonly name: string; readonly email: string } | null;
  readonly opened_at: string;
  readonly changed_at: string;
  readonly entries: readonly Entry[];
}

/** A Paperdesk workspace in memory. */
export interface PaperdeskServer {
  readonly fetch: FetchLike;
  readonly caseIds: readonly string[];
  readonly notifications: () => number;
}

export const TOKEN = 'pd-live-9f8e7d6c5b4a';
const OPENED = '2026-01-05T09:00:00Z';
const CHANGED = '2026-01-05T09:30:00Z';
const CUSTOMER = { id: 7, name: 'Ada', email: 'ada@customer.example' };
const STAFF = { id: 8, role: 'staff', name: 'Sam' };

type Json = Readonly<Record<string, unknown>>;
interface Call {
  readonly method: string;
  readonly path: readonly string[];
  readonly query: URLSearchParams;
  readonly headers: Headers;
  readonly body: Json;
}

/** The provider's own form of a refusal. */
export const refusal = (status: number, message: string): Response =>
  Response.json(
    { error: { code: `status_${status}`, message, fields: [{ name: message, problem: message }] } },
    { status, headers: { 'x-request-id': 'pd-request-1' } },
  );

/** Opens a workspace with five cases of three entries each. */
export function createPaperdeskServer(): PaperdeskServer {
  const cases = new Map<string, Case>();
  const created = new Map<string, string>();
  let lastId = 100;
  let notifications = 0;
  const nextId = (): number => {
    lastId += 1;
    return lastId;
  };

  const entry = (text: string, isPrivate: boolean, by: Entry['by'], at: string): Entry => ({
    id: nextId(),
    text,
    private: isPrivate,
    by,
    at,
  });

  const put = (value: Case): Case => {
    cases.set(String(value.id), value);
    return value;
  };

  for (const index of [1, 2, 3, 4, 5]) {
    const by = { ...CUSTOMER, role: 'customer' };
    put({
      id: index,
      title: `Case ${index}`,
      state: index === 2 ? 'waiting' : 'new',
      urgency: 2,
      labels: [],
      reference: null,
      customer: CUSTOMER,
      opened_at: OPENED,
      changed_at: CHANGED,
      entries: [
        entry('It does not work.', false, by, OPENED),
        entry('Seen before.', true, STAFF, '2026-01-05T09:10:00Z'),
        entry('Please restart.', false, STAFF, '2026-01-05T09:20:00Z'),
      ],
    });
  }

  const shown = ({ entries: _entries, ...rest }: Case): Json => rest;

  const page = (name: string, items: readonly unknown[], query: URLSearchParams): Response => {
    const offset = Number(query.get('offset') ?? 0);
    const limit = Number(query.get('limit') ?? 100);
    const more = offset + limit < items.length;
    return Response.json({
      [name]: items.slice(offset, offset + limit),
      next_offset: more ? offset + limit : null,
    });
  };

  const open = ({ body, headers }: Call): Response => {
    const key = headers.get('idempotency-key');
    const known = key === null ? undefined : cases.get(created.get(key) ?? '');
    if (known !== undefined) return Response.json(shown(known));
    const opening = asJson(body['opening']);
    notifications += opening['private'] === true ? 0 : 1;
    const by = { ...CUSTOMER, role: 'customer' };
    const made = put({
      ...fieldsOf(body),
      id: nextId(),
      customer: CUSTOMER,
      opened_at: OPENED,
      changed_at: CHANGED,
      entries: [entry(String(opening['text']), opening['private'] === true, by, OPENED)],
    });
    if (key !== null) created.set(key, String(made.id));
    return Response.json(shown(made), { status: 201 });
  };

  const change = (found: Case, { body }: Call): Response => {
    const removed = asTexts(body['remove_labels']);
    const labels = [...found.labels, ...asTexts(body['add_labels'])];
    const kept = labels.filter((label) => !removed.includes(label));
    return Response.json(
      shown(put({ ...found, ...fieldsOf({ ...found, ...body }), labels: kept })),
    );
  };

  const add = (found: Case, { body }: Call): Response => {
    const isPrivate = body['private'] === true;
    notifications += isPrivate ? 0 : 1;
    const made = entry(String(body['text']), isPrivate, STAFF, '2026-03-02T10:00:00Z');
    put({ ...found, entries: [...found.entries, made] });
    return Response.json(made, { status: 201 });
  };

  const bringIn = ({ body }: Call): Response => {
    const entries = asList(body['entries']).map((item) =>
      entry(String(item['text']), item['private'] === true, null, String(item['at'])),
    );
    const made = put({
      ...fieldsOf(body),
      id: nextId(),
      customer: CUSTOMER,
      opened_at: String(body['opened_at']),
      changed_at: CHANGED,
      entries,
    });
    return Response.json(shown(made), { status: 201 });
  };

  const list = (query: URLSearchParams): Response => {
    const states = query.getAll('state');
    const reference = query.get('reference');
    const found = [...cases.values()]
      .filter(({ state }) => states.length === 0 || states.includes(toWritten(state)))
      .filter((item) => reference === null || item.reference === reference);
    return page('cases', found.map(shown), query);
  };

  const answer = (call: Call): Response => {
    if (call.headers.get('authorization') !== `Bearer ${TOKEN}`) return refusal(401, 'Who?');
    const [, kind, id, part] = call.path;
    if (kind === 'imports') return bringIn(call);
    if (id === undefined) return call.method === 'POST' ? open(call) : list(call.query);
    const found = cases.get(id);
    if (kind !== 'cases' || found === undefined) return refusal(404, 'No such case.');
    if (part === 'entries') {
      return call.method === 'POST' ? add(found, call) : page('entries', found.entries, call.query);
    }
    return call.method === 'PATCH' ? change(found, call) : Response.json(shown(found));
  };

  return {
    caseIds: [...cases.keys()],
    notifications: () => notifications,
    async fetch(input, init) {
      const request = new Request(input, init);
      const url = new URL(request.url);
      const text = await request.text();
      return answer({
        method: request.method,
        path: url.pathname.slice(1).split('/'),
        query: url.searchParams,
        headers: request.headers,
        body: asJson(text === '' ? {} : JSON.parse(text)),
      });
    },
  };
}

// A new case is an open one that nobody has looked at.
const toWritten = (state: string): string => (state === 'new' ? 'open' : state);

const asJson = (value: unknown): Json =>
  // Safe: an object can be read by key.
  typeof value === 'object' && value !== null ? (value as Json) : {};
const asList = (value: unknown): readonly Json[] => (Array.isArray(value) ? value.map(asJson) : []);
const asTexts = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.map(String) : [];

const fieldsOf = (
  body: Json,
): Pick<Case, 'title' | 'state' | 'urgency' | 'labels' | 'reference'> => ({
  title: String(body['title']),
  state: typeof body['state'] === 'string' ? body['state'] : 'new',
  urgency: typeof body['urgency'] === 'number' ? body['urgency'] : 2,
  labels: asTexts(body['labels']),
  reference: typeof body['reference'] === 'string' ? body['reference'] : null,
});
