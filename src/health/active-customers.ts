/**
 * The customers a scheduled scoring job should look at: those whose subscription is `active`.
 *
 * @example
 * activeCustomers([{ id: 'a', subscriptionStatus: 'active' },
 *   { id: 'b', subscriptionStatus: 'canceled' }]) //=> [{ id: 'a', subscriptionStatus: 'active' }]
 */
export function activeCustomers<Customer extends { readonly subscriptionStatus: string | null }>(
  customers: readonly Customer[],
): readonly Customer[] {
  return customers.filter(({ subscriptionStatus }) => subscriptionStatus === 'active');
}
