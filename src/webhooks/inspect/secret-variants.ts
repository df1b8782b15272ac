import { base64Of, bytesOfBase64, percentDecoded, textOfBytes } from './encodings.ts';
import type { Variant } from './variant.ts';

interface Rule {
  readonly label: string;
  apply(secret: string): string | null;
}

const QUOTED = /^(["'`])([\s\S]+)\1$/;

const base64Decoded = (text: string): string | null => {
  const bytes = bytesOfBase64(text.trim());
  return bytes === null ? null : textOfBytes(bytes);
};

const RULES: readonly Rule[] = [
  { label: 'the white space around the secret removed', apply: (secret) => secret.trim() },
  {
    label: 'the quotes around the secret removed',
    apply: (secret) => QUOTED.exec(secret.trim())?.[2] ?? null,
  },
  {
    label: 'the written-out line break (\\n) at the end of the secret removed',
    apply: (secret) => secret.replace(/(\\r|\\n)+$/, ''),
  },
  {
    label: 'invisible characters and all white space in the secret removed',
    apply: (secret) => secret.replace(/[\s\u200B-\u200D\u2060\uFEFF]+/g, ''),
  },
  {
    label: 'the secret encoded in base64, so somebody had decoded it',
    apply: (secret) => base64Of(new TextEncoder().encode(secret)),
  },
  { label: 'the secret decoded from base64', apply: base64Decoded },
  {
    label: 'the “=” at the end of the secret put back',
    apply: (secret) => (secret.endsWith('=') ? null : secret + '='.repeat(-secret.length & 3)),
  },
  {
    label: 'the name of the variable before the secret removed',
    apply: (secret) => /^(?:export\s+)?[A-Za-z_]\w*=([\s\S]+)$/.exec(secret.trim())?.[1] ?? null,
  },
  {
    label: 'the word before the secret removed',
    apply: (secret) =>
      /^(?:bearer|token|basic|secret:?)\s+(\S+)$/i.exec(secret.trim())?.[1] ?? null,
  },
  { label: 'the secret percent-decoded', apply: percentDecoded },
];

const parts = (secret: string): readonly string[] =>
  /[,;\s]/.test(secret.trim()) ? secret.trim().split(/[,;\s]+/, 6) : [];

/**
 * What the secret may have been before somebody copied it. Never the secret itself.
 *
 * @example secretVariants(['"k"']).map(({ label }) => label) //=> ['the quotes around the secret removed', …]
 */
export function secretVariants(secrets: readonly string[]): readonly Variant<string>[] {
  const seen = new Set(secrets);
  const variants: Variant<string>[] = [];
  const add = (value: string | null, label: string): void => {
    if (!value || seen.has(value)) return;
    seen.add(value);
    variants.push({ value, label });
  };
  for (const secret of secrets) {
    for (const { label, apply } of RULES) add(apply(secret), label);
    for (const part of parts(secret)) add(part, 'one of several secrets that stand in one text');
  }
  return variants;
}
