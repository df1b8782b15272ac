const ANYWHERE = /[\\`*_[\]<>#|~&]/g;
// Only at the start of a line do these make a list, a rule or a heading.
const BULLET = /^([ \t]*)([-+=])(?=[-=\s]|$)/gm;
const NUMBERED = /^([ \t]*\d{1,9})([.)])(?=\s|$)/gm;

/**
 * Text that Markdown shows as it is: no emphasis, heading, list, link text, image, table or HTML comes
 * from it. Line ends stay. A bare address is still one, and some desks make a link of it.
 *
 * @example escapeMarkdown('![](x) *now*') //=> '!\\[\\](x) \\*now\\*'
 */
export function escapeMarkdown(text: string): string {
  return text.replace(ANYWHERE, '\\$&').replace(BULLET, '$1\\$2').replace(NUMBERED, '$1\\$2');
}
