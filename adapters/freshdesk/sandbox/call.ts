import {
  asInteger,
  asList,
  asRecord,
  isRecord,
  type JsonRecord,
} from '../../../src/sandbox/kit/json.ts';
import { type Reply, type SandboxRequest, textOf } from '../../../src/sandbox/kit/messages.ts';
import { type FormPart, parseMultipart, partText } from '../../../src/sandbox/kit/multipart.ts';
import type { Route } from '../../../src/sandbox/kit/router.ts';
import { fieldErrors, problems, refuseIfInvalid } from './errors.ts';
import type { AgentUser } from './records/people.ts';
import { checkFields, type FieldRules } from './records/rules.ts';
import type { World } from './world.ts';

/** One request on its way through a handler. */
export interface Call {
  readonly world: World;
  readonly request: SandboxRequest;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** The route's template, such as `GET /api/v2/tickets/{ticket_id}`. */
  readonly route: string;
  /** The origin of every absolute link in the answer. */
  readonly origin: string;
  /** Where files are, which is another host. */
  readonly files: string;
  /** Whose key was used; the file host is asked by nobody in particular. */
  readonly visitor: AgentUser | null;
}

type Handler = (call: Call) => Reply;
export type FreshdeskRoute = Route<Handler>;

/** What was sent: fields, and files where it was multipart. */
export interface RequestBody {
  readonly input: JsonRecord;
  readonly files: readonly FormPart[];
  readonly form: boolean;
}

/** Whose key it is. */
export function actorOf(call: Call): AgentUser {
  if (call.visitor === null) throw problems.unauthenticated();
  return call.visitor;
}

export function isAdmin(world: World, agent: AgentUser): boolean {
  return agent.agent.role_ids.some((id) =>
    String(world.state.roles.rows.get(id)?.['name']).includes('Administrator'),
  );
}

/** Whose key it is, where only an admin may ask (section 15). */
export function adminOf(call: Call): AgentUser {
  const actor = actorOf(call);
  if (!isAdmin(call.world, actor)) throw problems.forbidden();
  return actor;
}

/** The fields and files of a request; 400 where JSON is expected and is none. */
export function bodyOf(call: Call): RequestBody {
  const { bytes, headers } = call.request;
  if (bytes.length === 0) return { input: {}, files: [], form: false };
  const type = headers.get('content-type') ?? '';
  if (/multipart\/form-data/i.test(type)) return formOf(parseMultipart(bytes, type));
  try {
    return { input: asRecord(JSON.parse(textOf(call.request))), files: [], form: false };
  } catch {
    throw problems.invalidJson();
  }
}

const filePart = (part: FormPart) => part.filename !== null;

/** Names of parts say what is nested: `tags[]`, `custom_fields[cf_x]`, `custom_fields[cf_x][]` (section 10). */
function formOf(parts: readonly FormPart[]): RequestBody {
  const input: Record<string, unknown> = {};
  for (const part of parts) {
    if (filePart(part)) continue;
    const [, name = part.name, brackets, key = '', isMany] =
      /^([^[]+)(\[([^\]]*)\](\[\])?)?$/.exec(part.name) ?? [];
    const text = partText(part);
    if (brackets === undefined) input[name] = jsonOf(name, text);
    else if (key === '') input[name] = [...(Array.isArray(input[name]) ? input[name] : []), text];
    else {
      const inner = asRecord(input[name]);
      const many = [...asList(inner[key]), text];
      input[name] = { ...inner, [key]: isMany === undefined ? text : many };
    }
  }
  return { input, files: parts.filter(filePart), form: true };
}

/** Objects such as `structured_body` travel as JSON text (section 10). */
function jsonOf(name: string, text: string): unknown {
  if (!name.startsWith('structured_')) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

export interface CheckedBody extends RequestBody {
  readonly values: JsonRecord;
}

/** The body with every field checked; 400 with all complaints otherwise. */
export function checkedBody(call: Call, rules: FieldRules): CheckedBody {
  const body = bodyOf(call);
  const { values, errors } = checkFields(call.world, body.input, rules, body);
  refuseIfInvalid(errors);
  return { ...body, values };
}

/** Refuses query parameters that the list does not know (section 4.4, last sort). */
export function checkQuery(call: Call, known: readonly string[]): void {
  const unknown = [...new Set(call.query.keys())].filter(
    (name) => !known.includes(name) && name !== 'page' && name !== 'per_page',
  );
  refuseIfInvalid(unknown.map(fieldErrors.unexpected));
}

/** A numeric path parameter; anything else is a record that does not exist. */
export function idOf(call: Call, name: string): number {
  const id = asInteger(call.params[name]);
  if (id === null) throw problems.notFound();
  return id;
}

/** A row of a table by a path parameter, or 404. */
export function rowOf<Row>(rows: ReadonlyMap<number, Row>, call: Call, name: string): Row {
  const row = rows.get(idOf(call, name));
  if (row === undefined) throw problems.notFound();
  return row;
}

/** Which embedded records were asked for; another name is refused. */
export function includesOf(call: Call, known: readonly string[]): ReadonlySet<string> {
  const names = (call.query.get('include') ?? '').split(',').filter((name) => name !== '');
  const wrong = names.some((name) => !known.includes(name));
  refuseIfInvalid(wrong ? [fieldErrors.oneOf('include', known)] : []);
  return new Set(names);
}

/** The object under a key of the body. */
export function recordIn(input: JsonRecord, key: string): JsonRecord {
  const value = input[key];
  return isRecord(value) ? value : {};
}

export const ok = (body: unknown): Reply => ({ status: 200, body });
export const noContent: Reply = { status: 204 };

/** 201 with the address of what was made (section 1). */
export function created(call: Call, body: unknown, path: string): Reply {
  return { status: 201, body, headers: { location: `${call.origin}/api/v2/${path}` } };
}
