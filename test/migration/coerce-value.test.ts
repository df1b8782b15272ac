import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coerceValue } from '../../src/migration/translate/coerce-value.ts';

const OPTIONS = [
  { value: 'gold_1', label: 'Gold', nativeId: null, children: [] },
  {
    value: 'eu',
    label: 'Europe',
    nativeId: null,
    children: [{ value: 'eu_other', label: 'Other', nativeId: null, children: [] }],
  },
  {
    value: 'us',
    label: 'America',
    nativeId: null,
    children: [{ value: 'us_other', label: 'Other', nativeId: null, children: [] }],
  },
];

type Field = NonNullable<Parameters<typeof coerceValue>[1]>;

const coerce = (value: unknown, type: Field['type']) =>
  coerceValue(value, {
    key: 'k',
    nativeId: '1',
    object: 'ticket',
    label: 'K',
    type,
    nativeType: type,
    options: OPTIONS,
    required: 'never',
    editableByCustomer: false,
    active: true,
    isSystem: false,
  });

const as = (value: unknown, loss: string | null = null) => ({ ok: true, value, loss });
const refusal = (reason: string) => ({ ok: false, reason });
const NUMBERS = refusal('The target’s field takes numbers only.');
const DATES = refusal('The target’s field takes dates only.');
const day = (text: string): Date => new Date(`${text}T00:00:00Z`);

/** A decimal as a whole number and a power of ten, exactly, from what a text or a number in JSON says. */
function exact(text: string): readonly [digits: bigint, scale: number] {
  const [, sign, whole = '', part = '', power = '0'] =
    /^(-?)(\d+)(?:\.(\d*))?(?:e([+-]?\d+))?$/i.exec(text) ?? [];
  const digits = BigInt(`${whole}${part}`) * (sign === '-' ? -1n : 1n);
  return [digits, part.length - Number(power)];
}

function isSameNumber(left: string, right: string): boolean {
  const [a, scaleA] = exact(left);
  const [b, scaleB] = exact(right);
  const most = Math.max(scaleA, scaleB);
  return a * 10n ** BigInt(most - scaleA) === b * 10n ** BigInt(most - scaleB);
}

describe('a text for a field of numbers', () => {
  const writing = fc.oneof(
    fc.stringMatching(/^-?\d{1,22}(\.\d{1,22})?$/),
    fc.stringMatching(/^[ 0-9.,eExX+-]{0,8}$/),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
    fc.maxSafeInteger().map(String),
  );

  it('is that very number, or refused', () => {
    let count = 0;
    fc.assert(
      fc.property(writing, (text) => {
        for (const type of ['integer', 'decimal', 'currency'] as const) {
          const coerced = coerce(text, type);
          if (!coerced.ok) continue;
          count += 1;
          expect(coerced.loss).toBeNull();
          expect(isSameNumber(text.trim(), String(coerced.value))).toBe(true);
          expect(text.trim()).not.toMatch(/^-?0\d/);
        }
      }),
      { numRuns: 2000 },
    );
    expect(count).toBeGreaterThan(500);
  });

  it('is taken for every whole number and every short decimal', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (number) => {
        fc.pre(!Object.is(number, -0));
        expect(coerce(String(number), 'integer')).toEqual(as(number));
      }),
    );
    expect(coerce('-3.50', 'decimal')).toEqual(as(-3.5));
    expect(coerce('100.00', 'currency')).toEqual(as(100));
    expect(coerce('100', 'decimal')).toEqual(as(100));
    expect(coerce(' 12 ', 'integer')).toEqual(as(12));
  });

  it.each(['00123', '0x1F', '1e3', '9007199254740993', '12,5', '', '-0', '+1', '.5', '5.'])(
    '%j is none',
    (text) => {
      expect(coerce(text, 'integer')).toEqual(NUMBERS);
      expect(coerce(text, 'decimal')).toEqual(NUMBERS);
    },
  );

  it('nothing else is taken for a number', () => {
    for (const value of [null, [], ['7'], true, {}, new Date(0), Number.NaN]) {
      expect(coerce(value, 'integer')).toEqual(NUMBERS);
    }
    const whole = refusal('The target’s field takes whole numbers only.');
    expect(coerce('1.5', 'integer')).toEqual(whole);
    expect(coerce(2 ** 53, 'integer')).toEqual(whole);
  });
});

describe('a text for a field of dates', () => {
  it('is the day of the calendar that it says, or refused', () => {
    const number = (min: number, max: number) => fc.integer({ min, max });
    fc.assert(
      fc.property(number(1900, 2100), number(0, 13), number(0, 32), (year, month, date) => {
        const two = (part: number): string => String(part).padStart(2, '0');
        const text = `${year}-${two(month)}-${two(date)}`;
        const lengths = [31, year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28];
        const length = lengths[month - 1] ?? ([4, 6, 9, 11].includes(month) ? 30 : 31);
        const isReal = month >= 1 && month <= 12 && date >= 1 && date <= length;
        const wanted = isReal ? as(new Date(Date.UTC(year, month - 1, date))) : DATES;
        expect(coerce(text, 'date')).toEqual(wanted);
        expect(coerce(text, 'datetime')).toEqual(wanted);
      }),
      { numRuns: 500 },
    );
  });

  it('keeps its own day, and the time that is left out is told', () => {
    const loss = 'The target’s field takes days only: the time is left out.';
    const late = '2024-05-01T23:30:00-05:00';
    expect(coerce(late, 'date')).toEqual(as(day('2024-05-01'), loss));
    expect(coerce(late, 'datetime')).toEqual(as(new Date('2024-05-02T04:30:00Z')));
    expect(coerce(new Date('2024-05-01T23:30:00Z'), 'date')).toEqual(as(day('2024-05-01'), loss));
    expect(coerce(day('2024-05-01'), 'date')).toEqual(as(day('2024-05-01')));
  });

  it('without a zone is read as UTC wherever this runs, which is told', () => {
    expect(coerce('2024-05-01 23:30', 'datetime')).toEqual(
      as(new Date('2024-05-01T23:30:00Z'), 'The time says no zone: it is taken for UTC.'),
    );
  });

  it('is refused when it is no date of ISO 8601', () => {
    const values = ['2024-05-01 or so', '2024-05-01T24:30Z', '1.5.2024', 17, null, ['2024-05-01']];
    for (const value of [...values, new Date(Number.NaN)]) {
      expect(coerce(value, 'datetime')).toEqual(DATES);
    }
  });
});

describe('a value for a field of text', () => {
  it('can be read back, or its loss is told', () => {
    const word = fc.string({
      minLength: 1,
      maxLength: 4,
      unit: fc.constantFrom('a', 'b', ',', ' '),
    });
    fc.assert(
      fc.property(fc.array(word, { minLength: 2, maxLength: 4 }), (list) => {
        const coerced = coerce(list, 'text');
        if (!coerced.ok) throw new Error('A list of texts is text.');
        const isBack = String(coerced.value).split(/, /).length === list.length;
        expect(coerced.value).toBe(list.join(', '));
        if (coerced.loss === null) expect(isBack).toBe(true);
        else expect(list.join('')).toContain(',');
      }),
    );
  });

  it('is refused when it has no words', () => {
    for (const value of [{ a: 1 }, [{ a: 1 }], null, undefined]) {
      expect(coerce(value, 'text')).toEqual(refusal('The target’s field takes text only.'));
    }
    expect(coerce(7, 'text')).toEqual(as('7'));
    expect(coerce(true, 'multiline')).toEqual(as('true'));
  });
});

describe('a value for a field of choices', () => {
  const none = refusal('The target’s field has no such choice.');

  it('is a choice by value, by label, or by either whatever the case', () => {
    for (const text of ['gold_1', 'Gold', ' gOLD', 'GOLD_1']) {
      expect(coerce(text, 'single_select')).toEqual(as('gold_1'));
    }
    expect(coerce(['Gold'], 'single_select')).toEqual(as('gold_1'));
    expect(coerce(['Gold', 'eu'], 'single_select')).toEqual(none);
    expect(coerce('Gold', 'multi_select')).toEqual(as(['gold_1']));
    expect(coerce({ value: 'gold_1' }, 'single_select')).toEqual(none);
  });

  it('is refused where several look like it', () => {
    expect(coerce('Other', 'nested_select')).toEqual(none);
    expect(coerce('us_other', 'nested_select')).toEqual(as('us_other'));
  });

  it('of which two are one choice are told', () => {
    expect(coerce(['Gold', 'gold', 'eu'], 'multi_select')).toEqual(
      as(['gold_1', 'eu'], 'Two values of a list became one.'),
    );
  });
});

it('a word for yes or no is taken as that, and told where it said something else', () => {
  expect(coerce('TRUE', 'boolean')).toEqual(as(true));
  expect(coerce(false, 'boolean')).toEqual(as(false));
  expect(coerce('on', 'boolean')).toEqual(as(true, 'The value is taken for yes.'));
  expect(coerce(0, 'boolean')).toEqual(as(false, 'The value is taken for no.'));
  for (const value of ['maybe', '', null, [], ['yes'], 2]) {
    expect(coerce(value, 'boolean')).toEqual(refusal('The target’s field knows yes and no only.'));
  }
});
