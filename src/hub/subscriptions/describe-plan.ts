import { SupportError } from '../../errors/base.ts';
import type { DeskSubscriptionPlan, SubscriptionStep } from './types.ts';

const each = (sign: string, items: readonly string[]): readonly string[] =>
  items.map((item) => `      ${sign} ${item}`);

type Lines<Action extends SubscriptionStep['action']> = (
  step: Extract<SubscriptionStep, { readonly action: Action }>,
) => readonly string[];

const LINES: { readonly [Action in SubscriptionStep['action']]: Lines<Action> } = {
  // Names are quoted, since they are what somebody typed.
  create: ({ name, events }) => [`  + create ${JSON.stringify(name)}`, ...each('+', events)],
  update: ({ id, adds, removes, renamedTo }) => [
    `  ~ update ${id} (adds ${adds.length}, removes ${removes.length})`,
    ...(renamedTo === null ? [] : [`      ~ name ${JSON.stringify(renamedTo)}`]),
    ...each('+', adds),
    ...each('-', removes),
  ],
  activate: ({ id }) => [`  ~ activate ${id}`],
  none: ({ id }) => [`  = unchanged ${id}`],
  'remove-duplicate': ({ id }) => [`  - duplicate ${id} (removed with prune: true)`],
  conflict: ({ id, events }) => [
    `  x conflict ${id}: of another kind, and never changed (${events.join(', ')})`,
  ],
  manual: ({ template: { title, steps, body } }) => [
    `  ! by hand: ${title}`,
    ...steps.map((text, index) => `      ${index + 1}. ${text}`),
    ...(body === null ? [] : each('|', body.split('\n'))),
  ],
};

function linesOf<Action extends SubscriptionStep['action']>(
  step: Extract<SubscriptionStep, { readonly action: Action }>,
): readonly string[] {
  // Safe: the table has the lines of each action under its name.
  const lines = LINES[step.action] as Lines<Action>;
  return lines(step);
}

/**
 * A plan as text, for a terminal or a log: what is made (`+`), changed (`~`), unchanged (`=`), removed
 * (`-`), in the way (`x`), to be done by a person (`!`), and not to be had (`?`). Holds no secret.
 *
 * @example
 * describePlan(await planSubscriptions([{ desk, wish }]))
 * //=> 'zendesk:acme https://app.example.com/webhooks\n  + create "polydesk"\n      + zen:event-type:…'
 */
export function describePlan(plans: readonly DeskSubscriptionPlan[]): string {
  return plans.flatMap(describeDesk).join('\n');
}

function describeDesk(plan: DeskSubscriptionPlan): readonly string[] {
  const { desk, url, steps, unavailable, error } = plan;
  return [
    `${desk} ${url}`,
    ...steps.flatMap((step) => linesOf(step)),
    ...(unavailable.length === 0 ? [] : [`  ? never delivered here: ${unavailable.join(', ')}`]),
    ...(error === null ? [] : [`  ? could not be looked at: ${messageOf(error)}`]),
  ];
}

/** Messages of the family quote nothing that is secret; of others that is not known. */
const messageOf = (error: unknown): string =>
  SupportError.isInstance(error) ? error.message : 'see its error';
