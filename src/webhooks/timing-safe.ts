/**
 * Whether two texts are equal, in a time that depends on their length alone: a sender who guesses
 * a signature learns nothing from how long the answer takes. Compare signatures as text, not as
 * decoded bytes: base64 has several spellings of the same bytes, and only one was sent.
 *
 * @example timingSafeEqual('10IqYz', '10IqYz') //=> true
 */
export function timingSafeEqual(left: string, right: string): boolean {
  if (left.length !== right.length) return false;
  let difference = 0;
  for (let index = 0; index < left.length; index += 1) {
    difference |= left.charCodeAt(index) ^ right.charCodeAt(index);
  }
  return difference === 0;
}
