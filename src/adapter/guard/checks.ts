/** What is wrong with an argument, and where. Values are never quoted: they may be a customer's words. */
export interface ArgumentIssue {
  readonly path: string;
  readonly message: string;
}

/** Looks at one value and adds what is wrong with it. */
export type Check = (value: unknown, path: string, issues: ArgumentIssue[]) => void;

const kindOf = (value: unknown): string =>
  value === null ? 'null' : Array.isArray(value) ? 'a list' : typeof value;

const mustBe =
  (what: string, isRight: (value: unknown) => boolean): Check =>
  (value, path, issues) => {
    if (!isRight(value)) issues.push({ path, message: `must be ${what}, not ${kindOf(value)}` });
  };

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const text = mustBe('text', (value) => typeof value === 'string');
export const id = mustBe("an id as text, such as '42'", (value) => typeof value === 'string');
// By its tag, since a Date of another realm is no instance of ours.
export const date = mustBe(
  'a Date (new Date(…) makes one)',
  (value) => Object.prototype.toString.call(value) === '[object Date]',
);
export const anything: Check = () => {};
export const record = mustBe('an object', isObject);
export const bool = mustBe('true or false', (value) => typeof value === 'boolean');

export const orNull =
  (check: Check): Check =>
  (value, path, issues) => {
    if (value !== null) check(value, path, issues);
  };

export const oneOf =
  (words: readonly string[]): Check =>
  (value, path, issues) => {
    if (!words.some((word) => word === value)) {
      issues.push({ path, message: `must be one of: ${words.join(', ')}` });
    }
  };

export const listOf =
  (check: Check): Check =>
  (value, path, issues) => {
    if (!Array.isArray(value)) {
      issues.push({ path, message: `must be a list, not ${kindOf(value)}` });
      return;
    }
    for (const [index, item] of value.entries()) check(item, `${path}[${index}]`, issues);
  };

/** A filter: an empty list asks for nothing, and its answer would look like "there are none". */
export const someOf =
  (check: Check): Check =>
  (value, path, issues) => {
    listOf(check)(value, path, issues);
    if (Array.isArray(value) && value.length === 0) {
      issues.push({ path, message: 'must not be empty; leave it out to take all' });
    }
  };

/** An object with these keys and no others, those in `required` being there. */
export const shape =
  (fields: Readonly<Record<string, Check>>, required: readonly string[] = []): Check =>
  (value, path, issues) => {
    record(value, path, issues);
    if (!isObject(value)) return;
    const at = (key: string): string => (path === '' ? key : `${path}.${key}`);
    for (const key of required) {
      if (Reflect.get(value, key) == null) issues.push({ path: at(key), message: 'is required' });
    }
    for (const [key, item] of Object.entries(value)) {
      if (item === undefined) continue;
      const check = Object.hasOwn(fields, key) ? fields[key] : undefined;
      if (check === undefined)
        issues.push({
          path: at(key),
          message: `is not known; known are ${Object.keys(fields).join(', ')}`,
        });
      else if (item !== null || !required.includes(key)) check(item, at(key), issues);
    }
  };
