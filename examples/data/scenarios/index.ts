import type { Language, Scenario, ScenarioRow } from '../types.ts';
import { DE } from './de.ts';
import { EN_BUSINESS } from './en-business.ts';
import { EN_TECHNICAL } from './en-technical.ts';
import { ES } from './es.ts';
import { FR } from './fr.ts';
import { AR, IT, PL } from './it-ar-pl.ts';
import { JA } from './ja.ts';
import { PT } from './pt.ts';
import { ZH } from './zh.ts';

const BY_LANGUAGE: Readonly<Record<Language, readonly ScenarioRow[]>> = {
  en: [...EN_TECHNICAL, ...EN_BUSINESS],
  de: DE,
  fr: FR,
  es: ES,
  pt: PT,
  ja: JA,
  zh: ZH,
  it: IT,
  ar: AR,
  pl: PL,
};

/** Every scenario, in a fixed order. */
export const SCENARIOS: readonly Scenario[] = Object.entries(BY_LANGUAGE).flatMap(
  // Safe: the keys of the table above are languages.
  ([language, rows]) => rows.map((row) => ({ ...row, language: language as Language })),
);
