import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { parse } from 'yaml';
import { readReferenceText } from './reference.ts';

type Json = Record<string, unknown>;

/** One operation of a description, found by method and path. */
export interface SpecOperation {
  /** `GET /api/v2/tickets/{ticket_id}` as the description spells it. */
  readonly name: string;
  /** What is wrong with a response body; empty when nothing is. `null` without a schema. */
  validateResponse(status: number, body: unknown): readonly string[] | null;
  /** What is wrong with a request body; `null` where the description gives no schema. */
  validateRequest(body: unknown): readonly string[] | null;
  /** Query parameters that the operation does not know; names with brackets count by their root. */
  unknownQuery(query: URLSearchParams): readonly string[];
  /** The description's own example answers, by status. */
  readonly statuses: readonly string[];
}

export interface Specification {
  readonly operations: readonly string[];
  find(method: string, path: string): SpecOperation | null;
}

/**
 * Loads an OpenAPI 3.0 description from the reference folder, in JSON or YAML, such as
 * `providers/zendesk/openapi.json`.
 */
export function loadSpecification(...parts: readonly string[]): Specification {
  const text = readReferenceText(...parts);
  // YAML's parser reads JSON as well, at a tenth of the speed.
  const given: unknown = parts.at(-1)?.endsWith('.json') === true ? JSON.parse(text) : parse(text);
  const document = tolerant(given) as Json;
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: true });
  // The description writes date-time both ways.
  ajv.addFormat('datetime', true);
  ajv.addFormat('timestamp', true);
  // The package is CommonJS: its default export is the function itself or carries it.
  const addAll = (addFormats as unknown as { default?: typeof addFormats }).default ?? addFormats;
  (addAll as unknown as (instance: Ajv) => void)(ajv);
  ajv.addSchema({ ...document, $id: 'spec' }, 'spec');
  const templates = templatesOf(document);
  return {
    operations: templates.flatMap((template) =>
      template.methods.map((method) => `${method} ${template.path}`),
    ),
    find: (method, path) => findOperation({ document, ajv, templates }, method, path),
  };
}

interface Loaded {
  readonly document: Json;
  readonly ajv: Ajv;
  readonly templates: readonly Template[];
}

interface Template {
  readonly path: string;
  readonly pattern: RegExp;
  readonly variables: number;
  readonly methods: readonly string[];
}

const methods = ['get', 'post', 'put', 'patch', 'delete'];

function templatesOf(document: Json): Template[] {
  return Object.entries(document['paths'] as Json).map(([path, item]) => ({
    path,
    pattern: new RegExp(`^${path.replace(/\.json$/, '').replace(/\{[^}]+\}/g, '[^/]+')}$`),
    variables: path.split('{').length - 1,
    methods: methods
      .filter((method) => method in (item as Json))
      .map((method) => method.toUpperCase()),
  }));
}

/** The description's operation for a request; a fixed path beats one with variables. */
function findOperation(loaded: Loaded, method: string, path: string): SpecOperation | null {
  const plain = path.replace(/\.json$/, '');
  const found = loaded.templates
    .filter((template) => template.pattern.test(plain))
    .sort((one, two) => one.variables - two.variables)[0];
  if (found === undefined || !found.methods.includes(method.toUpperCase())) return null;
  const pointer = ['paths', found.path, method.toLowerCase()];
  const operation = at(loaded.document, pointer) as Json;
  const validators = new Map<string, ValidateFunction | null>();
  const check = (where: readonly string[], body: unknown) => {
    const key = where.join(' ');
    if (!validators.has(key)) validators.set(key, compile(loaded, [...pointer, ...where]));
    const validate = validators.get(key) ?? null;
    if (validate === null) return null;
    if (validate(body) === true) return [];
    return describeErrors(validate.errors ?? [], body);
  };
  const content = ['content', 'application/json', 'schema'];
  return {
    name: `${method.toUpperCase()} ${found.path}`,
    statuses: Object.keys(operation['responses'] ?? {}),
    validateResponse: (status, body) => check(['responses', String(status), ...content], body),
    validateRequest: (body) => check(['requestBody', ...content], body),
    unknownQuery: (query) => unknownQuery(loaded.document, operation, found.path, query),
  };
}

/**
 * Complaints as text, without the positions of list items. A null where none is allowed reads
 * `<property> is null`, whatever the operation; a union's own complaint is left out beside its parts'.
 */
function describeErrors(errors: readonly ErrorObject[], body: unknown): string[] {
  const parts = errors.filter((error) => error.keyword !== 'anyOf' && error.keyword !== 'oneOf');
  const told = parts.length > 0 ? parts : errors;
  const texts = told.map((error) => {
    const path = error.instancePath.split('/').slice(1);
    if (at(body, path) === null)
      return `${path.findLast((part) => !/^\d+$/.test(part)) ?? 'body'} is null`;
    return `${error.instancePath.replace(/\/\d+/g, '/*')} ${error.message}`;
  });
  return [...new Set(texts)];
}

function at(document: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((value, key) => (value as Json | undefined)?.[key], document);
}

function compile({ document, ajv }: Loaded, path: readonly string[]): ValidateFunction | null {
  if (at(document, path) === undefined) return null;
  const pointer = path.map((part) =>
    encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1')),
  );
  return ajv.compile({ $ref: `spec#/${pointer.join('/')}` });
}

function unknownQuery(
  document: Json,
  operation: Json,
  path: string,
  query: URLSearchParams,
): string[] {
  const shared = (at(document, ['paths', path, 'parameters']) ?? []) as Json[];
  const own = (operation['parameters'] ?? []) as Json[];
  const resolve = (parameter: Json) => {
    const reference = parameter['$ref'];
    return typeof reference === 'string'
      ? (at(document, reference.slice(2).split('/')) as Json)
      : parameter;
  };
  const known = new Set(
    [...shared, ...own].map((parameter) => rootOf(String(resolve(parameter)['name']))),
  );
  return [...new Set(query.keys())].filter((name) => !known.has(rootOf(name)));
}

const rootOf = (name: string) => name.replace(/\[.*$/, '');

/**
 * OpenAPI 3.0 says `nullable`; JSON Schema says a type may be null. `example` and other annotations
 * are left alone: ajv ignores them outside strict mode.
 */
function tolerant(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(tolerant);
  if (typeof value !== 'object' || value === null) return value;
  const copy: Json = {};
  for (const [key, item] of Object.entries(value)) copy[key] = tolerant(item);
  const nullable = copy['nullable'] === true;
  // Only as a keyword it is a flag; a property of that name is an object.
  if (typeof copy['nullable'] === 'boolean') delete copy['nullable'];
  if (!nullable) return copy;
  if (Array.isArray(copy['enum'])) copy['enum'] = [...new Set([...copy['enum'], null])];
  if (typeof copy['type'] === 'string') return { ...copy, type: [copy['type'], 'null'] };
  return { anyOf: [copy, { type: 'null' }] };
}
