/** What was taken out of a text. */
export const REDACTION_KINDS = ['card_number', 'secret', 'private_key'] as const;
/** One of `REDACTION_KINDS`. */
export type RedactionKind = (typeof REDACTION_KINDS)[number];

/** How often something was taken out, never what. */
export interface RedactionCount {
  readonly kind: RedactionKind;
  readonly count: number;
}

/** A text without its secrets, and what was taken out. */
export interface RedactedText {
  readonly text: string;
  readonly redactions: readonly RedactionCount[];
}

const MARKS: Readonly<Record<RedactionKind, string>> = {
  card_number: '[card number removed]',
  secret: '[secret removed]',
  private_key: '[private key removed]',
};

const KEY_BEGIN = /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY-----/g;
const KEY_END = /-----END [A-Z0-9 ]{0,40}PRIVATE KEY-----/g;

// Digits in any script's width, one blank, dot or dash between them. Fifteen lookups at most per digit.
const CARD =
  /(?<![\p{Nd}\p{L}])\p{Nd}(?:[ \u00a0.\-\u2010-\u2015]?\p{Nd}){12,18}(?![\p{Nd}\p{L}])/gu;

// Tokens that name themselves: payment keys, cloud keys, code hosts, chat, mail.
const TOKENS =
  /\b(?:[spr]k_(?:live|test)_[A-Za-z0-9]{10,200}|whsec_[A-Za-z0-9+/=]{16,200}|(?:AKIA|ASIA)[A-Z0-9]{16}|gh[pousr]_[A-Za-z0-9]{20,255}|github_pat_[A-Za-z0-9_]{20,255}|glpat-[A-Za-z0-9_-]{16,200}|xox[abeprs]-[A-Za-z0-9-]{10,250}|SG\.[A-Za-z0-9_-]{10,100}\.[A-Za-z0-9_-]{10,100}|AIza[A-Za-z0-9_-]{30,60}|npm_[A-Za-z0-9]{30,60}|sk-[A-Za-z0-9_-]{20,250})/g;

// What may hold JSON web tokens: begins where no such part does, so that no part is read from each letter anew.
const DOTTED = /(?<![A-Za-z0-9_-])[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)+\.?/g;
const WEB_TOKEN_BEGIN = /(?<![A-Za-z0-9_])eyJ[A-Za-z0-9_-]{8}/;
const SHORTEST_CLAIMS = 8;

const CREDENTIALS = /\b(Bearer|Basic)[ \t]{1,4}[A-Za-z0-9._~+/=-]{12,4000}/g;

const NAMED =
  /\b((?:access|refresh|auth|api|client|secret|private)?[ _-]?(?:password|passwd|passphrase|passwort|contraseña|senha|mot de passe|token|secret|api[ _-]?key|access[ _-]?key|private[ _-]?key))(["']?[ \t]{0,4}(?:[:=]|\bis\b|\bist\b)[ \t]{0,4}["']?)[^\s"',;&]{4,500}/giu;

const NAMED_CJK =
  /((?:密码|口令|密钥|令牌|パスワード)[ \t]{0,4}(?:[:：=]|是|为|は)[ \t]{0,4})[^\s，。、,;]{4,500}/gu;

/**
 * A text without card numbers (13 to 19 digits that pass the Luhn check, however they are spaced),
 * private keys, well-known kinds of tokens, and values that stand behind a name like "password". What
 * was found is counted by kind, and not told. Every pattern works in linear time.
 *
 * @example redactText('Card 4111 1111 1111 1111, thanks').text
 * //=> 'Card [card number removed], thanks'
 */
export function redactText(text: string): RedactedText {
  const counts = new Map<RedactionKind, number>();
  const take = (kind: RedactionKind): string => {
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
    return MARKS[kind];
  };
  const result = withoutPrivateKeys(text, () => take('private_key'))
    .replace(DOTTED, (dotted) => withoutWebTokens(dotted, () => take('secret')))
    .replace(TOKENS, () => take('secret'))
    .replace(CREDENTIALS, (_, scheme: string) => `${scheme} ${take('secret')}`)
    .replace(NAMED, (all, name: string, sign: string) =>
      // A token that is out already is not counted twice.
      all.includes(MARKS.secret.slice(0, 7)) ? all : `${name}${sign}${take('secret')}`,
    )
    .replace(NAMED_CJK, (_, name: string) => `${name}${take('secret')}`)
    .replace(CARD, (digits) => (isCardNumber(digits) ? take('card_number') : digits));
  const redactions = REDACTION_KINDS.flatMap((kind) => {
    const count = counts.get(kind);
    return count === undefined ? [] : [{ kind, count }];
  });
  return { text: result, redactions };
}

/** From the first line of a key to its last, or to the end of a text that was cut. */
function withoutPrivateKeys(text: string, mark: () => string): string {
  const parts: string[] = [];
  let from = 0;
  for (const begin of text.matchAll(KEY_BEGIN)) {
    if (begin.index < from) continue;
    KEY_END.lastIndex = begin.index;
    const end = KEY_END.exec(text);
    parts.push(text.slice(from, begin.index), mark());
    from = end === null ? text.length : end.index + end[0].length;
  }
  KEY_END.lastIndex = 0;
  return [...parts, text.slice(from)].join('');
}

/** A JSON web token has three parts between dots, of which the last may be empty. */
function withoutWebTokens(dotted: string, mark: () => string): string {
  const parts = dotted.split('.');
  const kept: string[] = [];
  for (let index = 0; index < parts.length; index += 1) {
    const part = parts[index] ?? '';
    const [claims, signature] = [parts[index + 1] ?? '', parts[index + 2]];
    const isWhole = claims.length >= SHORTEST_CLAIMS && signature !== undefined;
    const begin = isWhole ? part.search(WEB_TOKEN_BEGIN) : -1;
    kept.push(begin < 0 ? part : `${part.slice(0, begin)}${mark()}`);
    if (begin >= 0) index += 2;
  }
  return kept.join('.');
}

/** ISO/IEC 7812: from the right, every second digit is doubled; the sum ends in 0. */
function isCardNumber(spaced: string): boolean {
  const digits = [...spaced.normalize('NFKC')]
    .filter((one) => one >= '0' && one <= '9')
    .map(Number);
  if (digits.length < 13) return false;
  // A row of one digit passes as well and is never a card: zeros in a hash, a ruler of ones.
  if (digits.every((digit) => digit === digits[0])) return false;
  const sum = digits.reverse().reduce((total, digit, index) => {
    const doubled = index % 2 === 1 ? digit * 2 : digit;
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return sum % 10 === 0;
}
