/**
 * Makes a record of each item, and answers their native ids by the items' keys.
 *
 * @example idsBy(teams, (team) => team.name, (team) => sandbox.seed.group(team)).get('Billing') //=> '7'
 */
export const idsBy = <Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
  make: (item: Item) => { readonly id: number | string },
): ReadonlyMap<string, string> =>
  new Map(items.map((item) => [keyOf(item), String(make(item).id)]));
