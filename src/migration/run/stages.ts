import type { Claim, ItemKind, Ledger } from '../ledger/types.ts';

/** Texts of tickets lead to articles, and what is linked must be there before it is linked. */
const STAGES: readonly (readonly ItemKind[])[] = [
  ['organization', 'contact', 'section', 'article'],
  ['organization', 'contact', 'section', 'article', 'ticket'],
  ['organization', 'contact', 'section', 'article', 'ticket', 'link'],
];

/** Everything that runs carry. */
export const CARRIED: readonly ItemKind[] = STAGES.at(-1) ?? [];

const OPEN = ['planned', 'reading', 'sent'] as const;

/** Whether records of these kinds are still to be carried, here or elsewhere. */
export async function isAnyOpen(
  ledger: Pick<Ledger, 'counts'>,
  kinds: readonly ItemKind[],
): Promise<boolean> {
  const counts = await ledger.counts();
  return kinds.some((kind) => OPEN.some((state) => (counts[kind]?.[state] ?? 0) > 0));
}

/** Claims stage by stage: nothing of the next one before all processes are through with the one before. */
export function claimInStages(
  ledger: Ledger,
): (request: Omit<Parameters<Ledger['claim']>[0], 'kinds'>) => Promise<readonly Claim[]> {
  let stage = 0;
  return async (request) => {
    for (;;) {
      const kinds = STAGES[stage] ?? [];
      const claims = await ledger.claim({ ...request, kinds });
      const isLast = stage === STAGES.length - 1;
      if (claims.length > 0 || isLast || (await isAnyOpen(ledger, kinds))) return claims;
      stage += 1;
    }
  };
}
