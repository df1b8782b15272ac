import fc from 'fast-check';

/** Texts that have broken out of templates before, and all others. */
export const HOSTILE = [
  '</title><script>document.title="hacked"</script>',
  '"><img src=x onerror="document.title=\'hacked\'">',
  "' onmouseover='alert(1)",
  '</style><style>body{display:none}',
  '</svg><svg onload=alert(1)>',
  '<!--',
  '-->',
  ']]>',
  '${alert(1)}',
  '&lt;script&gt;',
  '&#60;',
  'url(#x)"/><a>',
  '\u202Egnp.exe',
  '\u0000<\u0000b>',
  '\uD83D',
] as const;

/** Any text, well-formed or not, mixed with hostile parts. */
export const hostileText = fc
  .array(
    fc.oneof(
      fc.constantFrom(...HOSTILE),
      fc.string({ unit: 'binary', maxLength: 12 }),
      fc.string({ maxLength: 12 }),
      fc.string({ unit: fc.constantFrom('<', '>', '"', "'", '`', '&', '=', '/', ' ', 'a', '\n') }),
    ),
    { maxLength: 4 },
  )
  .map((parts) => parts.join(''));

/** The tags of a document with their attributes' names: what breaking out would change. */
export const skeleton = (markup: string): string =>
  (markup.replace(/="[^"]*"/g, '=""').match(/<[^>]*>/g) ?? []).join('');
