/** Other names of a variable, each with the name that it stands for. */
export type VariableAliases = Readonly<Record<string, string>>;

/**
 * The names that templates use without saying more: the customer's, the ticket's and the agent's, in
 * the languages of the built-in templates.
 */
export const VARIABLE_ALIASES: VariableAliases = Object.freeze({
  客户姓名: 'customer name',
  工单编号: 'ticket id',
  客服姓名: 'agent name',
  customerName: 'customer name',
  customer_name: 'customer name',
  ticketId: 'ticket id',
  ticket_id: 'ticket id',
  agentName: 'agent name',
  agent_name: 'agent name',
});

/** Case, width and extra blanks do not tell two names apart. */
const comparable = (name: string): string =>
  name.normalize('NFKC').trim().replace(/\s+/gu, ' ').toLowerCase();

/** Finds the one name that all aliases of a variable lead to, also by way of others. */
export function createNameReader(aliases: VariableAliases): (name: string) => string {
  const table = new Map(
    Object.entries(aliases).map(([alias, name]) => [comparable(alias), comparable(name)]),
  );
  return (name) => {
    const seen: string[] = [];
    let key = comparable(name);
    for (;;) {
      const next = table.get(key);
      if (next === undefined || next === key) return key;
      const round = seen.indexOf(next);
      seen.push(key);
      // Names that stand for each other are one variable: the first of them by letter, wherever one began.
      if (round >= 0) return seen.slice(round).sort()[0] ?? key;
      key = next;
    }
  };
}
