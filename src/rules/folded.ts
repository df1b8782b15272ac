/** A text as rules compare it: without case and width (NFKC). */
export const folded = (text: string): string => text.normalize('NFKC').toLowerCase();
