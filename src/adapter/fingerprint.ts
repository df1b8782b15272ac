/** Four numbers at once, two of 53 bits in the end, so that the text is walked once. */
function mix(text: string): string {
  let first = 0xde_ad_be_ee;
  let second = 0x41_c6_ce_56;
  let third = 0xde_ad_be_ed;
  let fourth = 0x41_c6_ce_55;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    first = Math.imul(first ^ unit, 2_654_435_761);
    second = Math.imul(second ^ unit, 1_597_334_677);
    third = Math.imul(third ^ unit, 2_246_822_519);
    fourth = Math.imul(fourth ^ unit, 3_266_489_917);
  }
  return finish(first, second) + finish(third, fourth);
}

/** Spreads every bit of the two over all 53, as 14 hexadecimal digits. */
function finish(one: number, other: number): string {
  const high =
    Math.imul(one ^ (one >>> 16), 2_246_822_507) ^ Math.imul(other ^ (other >>> 13), 3_266_489_909);
  const low =
    Math.imul(other ^ (other >>> 16), 2_246_822_507) ^
    Math.imul(high ^ (high >>> 13), 3_266_489_909);
  return (4_294_967_296 * (2_097_151 & low) + (high >>> 0)).toString(16).padStart(14, '0');
}

/** Something that is still to be written: a text, or a value. */
type Rest = { readonly text: string } | { readonly value: unknown };

/**
 * JSON with the keys in order, so that the same meaning has the same text. A sender can nest as deep as
 * a body is long, so what is left to write is kept in a list and not on the call stack.
 */
function canonicalText(whole: unknown): string {
  let text = '';
  const rest: Rest[] = [{ value: whole }];
  for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
    if ('text' in next) {
      text += next.text;
      continue;
    }
    const { value } = next;
    if (typeof value !== 'object' || value === null) text += JSON.stringify(value) ?? 'null';
    else if (Array.isArray(value)) putList(rest, value);
    else putObject(rest, value);
  }
  return text;
}

// Both put the last part first, since the list is taken from its end.
function putList(rest: Rest[], items: readonly unknown[]): void {
  rest.push({ text: ']' });
  for (let index = items.length - 1; index >= 0; index -= 1) {
    rest.push({ value: items[index] });
    if (index > 0) rest.push({ text: ',' });
  }
  rest.push({ text: '[' });
}

function putObject(rest: Rest[], value: object): void {
  const entries = Object.entries(value);
  if (entries.length > 1) entries.sort(([left], [right]) => (left < right ? -1 : 1));
  rest.push({ text: '}' });
  for (let index = entries.length - 1; index >= 0; index -= 1) {
    const [key, inner] = entries[index] ?? [''];
    rest.push({ value: inner }, { text: `${index > 0 ? ',' : ''}${JSON.stringify(key)}:` });
  }
  rest.push({ text: '{' });
}

/**
 * A short text that stands for a JSON value: equal values have equal fingerprints, in whichever
 * order their keys come. It tells values apart (106 bits) and protects nothing: whoever can choose
 * values can choose two that look alike.
 *
 * @example fingerprint({ a: 1, b: 2 }) === fingerprint({ b: 2, a: 1 }) //=> true
 */
export const fingerprint = (value: unknown): string => mix(canonicalText(value));
