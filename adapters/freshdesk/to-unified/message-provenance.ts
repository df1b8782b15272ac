import type { WarningLog } from '../../../src/adapter/mapping.ts';
import { parseProvenanceHeader } from '../../../src/adapter/provenance-header.ts';
import type { Author } from '../../../src/model/message.ts';
import type { TranslationContext } from './common.ts';

const REASON = 'Read from the provenance header that an import put before the text.';

/** What a message says of when it was written and by whom. */
interface Claim {
  readonly createdAt: Date;
  readonly author: Author;
}

/**
 * Date and author of an imported message, where the caller says that headers can be believed. An id
 * stays only where it is known to be of the person whom the header names: imports write with the
 * credentials of somebody else.
 */
export function withProvenanceHeader(
  claim: Claim,
  bodyText: string | null,
  context: TranslationContext,
  log: WarningLog,
): Claim {
  if (!context.readProvenanceHeaders || bodyText === null) return claim;
  const header = parseProvenanceHeader(bodyText);
  if (header === null) return claim;
  log.add({ type: 'derived', field: 'createdAt', reason: REASON });
  const { author } = claim;
  if (header.author === null || header.author === author.name) {
    return { createdAt: header.at, author };
  }
  log.add({ type: 'derived', field: 'author.name', reason: REASON });
  return {
    createdAt: header.at,
    author: { id: null, kind: author.kind, name: header.author, email: null },
  };
}
