/**
 * Whether a whole text fits a pattern in which `*` is any text and `?` any one character. One star at a
 * time is gone back to, so no pattern can make it slow: at worst text length × pattern length.
 *
 * @example matchesPattern('server-eu-1', 'server-*') //=> true
 */
export function matchesPattern(text: string, pattern: string): boolean {
  const wanted = [...pattern];
  const given = [...text];
  let place = 0;
  let star = -1;
  let resume = 0;
  let index = 0;
  while (index < given.length) {
    const symbol = wanted[place];
    if (symbol === '*') {
      star = place;
      resume = index;
      place += 1;
    } else if (symbol === '?' || (symbol !== undefined && symbol === given[index])) {
      place += 1;
      index += 1;
    } else if (star >= 0) {
      place = star + 1;
      resume += 1;
      index = resume;
    } else return false;
  }
  return wanted.slice(place).every((symbol) => symbol === '*');
}
