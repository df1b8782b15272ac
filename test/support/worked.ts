import { describeWithReference, readReferenceJson } from './reference.ts';

/** Freezes a value and everything in it: a function that changes its input then throws. */
export function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !(value instanceof Date)) {
    for (const inner of Object.values(value)) deepFreeze(inner);
    Object.freeze(value);
  }
  return value;
}

/** Worked examples of the specification, one group each. */
export function describeWorked<Group>(name: string, body: (read: () => Group) => void): void {
  describeWithReference(name, () => {
    body(() => readReferenceJson('data/worked-examples.json') as Group);
  });
}
