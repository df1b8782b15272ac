import { createFieldMap, createWarningLog } from 'polydesk';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';

const read = (
  config: Parameters<typeof createFieldMap>[0],
  value: unknown,
  known?: Parameters<typeof createFieldMap>[1],
) => {
  const log = createWarningLog();
  const fields = createFieldMap(config, known).readAll([{ id: 7, value }], log);
  return { field: Object.values(fields)[0], warnings: log.list() };
};

describe('numbers that a provider sends as text', () => {
  it.each([
    ['16', 16],
    ['124.0', 124],
    ['-3.5', -3.5],
    [16, 16],
    [null, null],
  ])('%o reads as %o where the type is configured', (value, expected) => {
    expect(read({ seats: { id: 7, type: 'decimal' } }, value).field?.value).toBe(expected);
  });

  it.each(['sixteen', '1e3', '0x10', ' 5', ''])('%o stays as it is', (value) => {
    expect(read({ seats: { id: 7, type: 'integer' } }, value).field?.value).toBe(value);
  });

  it('read as numbers where the account told the type', () => {
    const known = () => ({ label: 'Seats', type: 'integer' as const });
    expect(read({}, '16', known).field).toEqual({
      value: 16,
      nativeId: '7',
      label: 'Seats',
      type: 'integer',
    });
  });

  it('stay text where no type is known', () => {
    expect(read({ zip: { id: 7 } }, '01234').field?.value).toBe('01234');
    expect(read({ zip: { id: 7, type: 'text' } }, '01234').field?.value).toBe('01234');
  });

  it('reach a schema as they came', () => {
    const seats = { id: 7, schema: z.string(), type: 'integer' as const };
    expect(read({ seats }, '16')).toMatchObject({ field: { value: '16' }, warnings: [] });
  });
});
