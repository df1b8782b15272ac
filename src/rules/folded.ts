import { limitMarks } from '../text/limit-marks.ts';

/** A text as rules compare it: without case and width (NFKC). */
export const folded = (text: string): string => limitMarks(text).normalize('NFKC').toLowerCase();
