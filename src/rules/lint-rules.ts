import type { Issue } from '../errors/index.ts';
import { STATUS_DETAILS, TICKET_PRIORITIES, TICKET_STATUSES } from '../model/enums.ts';
import { lintCondition } from './conditions/lint-condition.ts';
import { isBag, problem } from './lint.ts';
import { NOTIFY_CHANNELS, type Rule, RULE_TRIGGERS, type RuleAction } from './types.ts';

type Bag = Readonly<Record<string, unknown>>;

/**
 * What is wrong with rules, each with its place; an empty list when they can be used. Takes whatever a
 * file or a form gave, and never quotes a value.
 *
 * @example lintRules([]) //=> []
 */
export function lintRules(rules: readonly Rule[]): readonly Issue[] {
  const given: unknown = rules;
  if (!Array.isArray(given)) return [{ path: 'rules', message: 'must be a list' }];
  const ids = given.map((rule) => (isBag(rule) ? rule['id'] : undefined));
  return given.flatMap((rule: unknown, index) => {
    const path = `rules.${index}`;
    if (!isBag(rule)) return [{ path, message: 'must be a rule' }];
    return [
      ...problem(ids.indexOf(rule['id']) === index, `${path}.id`, 'is used twice'),
      ...lintRule(rule, path),
    ];
  });
}

function lintRule(rule: Bag, path: string): readonly Issue[] {
  const { id, name, enabled = true, on, order = 0, when, then, stop = false } = rule;
  const triggers: readonly unknown[] = Array.isArray(on) ? on : [on];
  const areTriggers =
    triggers.length > 0 && triggers.every((one) => RULE_TRIGGERS.some((known) => known === one));
  return [
    ...problem(isText(id), `${path}.id`, 'must be a name'),
    ...problem(isText(name), `${path}.name`, 'must be a text'),
    ...problem(typeof enabled === 'boolean', `${path}.enabled`, 'must be true or false'),
    ...problem(areTriggers, `${path}.on`, `must be of ${RULE_TRIGGERS.join(', ')}`),
    ...problem(Number.isFinite(order), `${path}.order`, 'must be a number'),
    ...lintCondition(when, `${path}.when`),
    ...(Array.isArray(then)
      ? then.flatMap((action, at) => lintAction(action, `${path}.then.${at}`))
      : [{ path: `${path}.then`, message: 'must be a list' }]),
    ...problem(typeof stop === 'boolean', `${path}.stop`, 'must be true or false'),
  ];
}

/** What a part of an action must be, and whether this is. */
type Wanted = readonly [string, (value: unknown) => boolean];

const isText = (value: unknown): boolean => typeof value === 'string' && value !== '';
const oneOf = (values: readonly string[]): Wanted => [
  `must be one of ${values.join(', ')}`,
  (value) => values.some((one) => one === value),
];
const optional = ([message, isWanted]: Wanted): Wanted => [
  message,
  (value) => value === undefined || isWanted(value),
];

const TEXT: Wanted = ['must be a text', isText];
const CHANNEL = oneOf(NOTIFY_CHANNELS);
const CHANNELS: Wanted = [
  `must be a list of ${NOTIFY_CHANNELS.join(', ')}`,
  (value) => Array.isArray(value) && value.every(CHANNEL[1]),
];

/** Of each action: what its parts must be. */
const ACTIONS: Readonly<Record<RuleAction['type'], Readonly<Record<string, Wanted>>>> = {
  setPriority: { priority: oneOf(TICKET_PRIORITIES) },
  raisePriority: { by: ['must be a whole number', Number.isInteger] },
  setCategory: { category: TEXT },
  addTag: { tag: TEXT },
  removeTag: { tag: TEXT },
  assignGroup: { groupId: TEXT },
  assignAgent: { agentId: TEXT },
  setStatus: {
    status: oneOf(TICKET_STATUSES),
    statusDetail: [
      `must be null or one of ${STATUS_DETAILS.join(', ')}`,
      (value) => value == null || oneOf(STATUS_DETAILS)[1](value),
    ],
  },
  setSla: { policy: TEXT },
  addNote: { text: TEXT },
  reply: { template: TEXT },
  notify: { to: TEXT, channels: optional(CHANNELS), message: optional(TEXT) },
  createTask: { title: TEXT, assignTo: optional(TEXT) },
  escalate: { tier: optional(TEXT), because: optional(TEXT) },
  webhook: { name: TEXT, payload: optional(['must be an object', isBag]) },
};

const isAction = (type: unknown): type is RuleAction['type'] =>
  typeof type === 'string' && Object.hasOwn(ACTIONS, type);

function lintAction(action: unknown, path: string): readonly Issue[] {
  if (!isBag(action)) return [{ path, message: 'must be an action' }];
  const { type } = action;
  if (!isAction(type)) return [{ path: `${path}.type`, message: 'is no action' }];
  return Object.entries(ACTIONS[type]).flatMap(([part, [message, isWanted]]) =>
    problem(isWanted(action[part]), `${path}.${part}`, message),
  );
}
