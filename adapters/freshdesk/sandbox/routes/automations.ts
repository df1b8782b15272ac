import {
  asInteger,
  asList,
  asRecord,
  asText,
  isRecord,
  type JsonRecord,
} from '../../../../src/sandbox/kit/json.ts';
import type { Reply } from '../../../../src/sandbox/kit/messages.ts';
import { put, remove } from '../../../../src/sandbox/kit/table.ts';
import { adminOf, bodyOf, type Call, type FreshdeskRoute, noContent, ok } from '../call.ts';
import { fieldErrors, problems, refuseIfInvalid } from '../errors.ts';
import type { RuleRow, WebhookAction } from '../records/settings.ts';
import { flag } from '../tickets/fields.ts';
import { checkFields, type FieldRules } from '../records/rules.ts';
import { isoNow, nextId, type World } from '../world.ts';

const ruleTypes = [1, 3, 4] as const;

function typeOf(call: Call): RuleRow['rule_type'] {
  adminOf(call);
  const type = ruleTypes.find((known) => known === asInteger(call.params['rule_type']));
  if (type === undefined) throw problems.notFound();
  return type;
}

const rulesOf = (call: Call) => {
  const type = typeOf(call);
  return [...call.world.state.rules.rows.values()].filter((rule) => rule.rule_type === type);
};

function ruleOf(call: Call): RuleRow {
  const id = asInteger(call.params['rule_id']);
  const rule = rulesOf(call).find((row) => row.id === id);
  if (rule === undefined) throw problems.notFound();
  return rule;
}

function presentRule(rule: RuleRow): object {
  const { id, name, position, active, created_at, updated_at, sent } = rule;
  // Rules show milliseconds (section 5).
  const precise = (text: string) => text.replace('Z', '.000Z');
  const dates = { created_at: precise(created_at), updated_at: precise(updated_at) };
  return { ...sent, id, name, position, active, ...dates };
}

const fields: FieldRules = {
  name: { type: 'String', required: true },
  active: flag,
  position: { type: 'Positive Integer' },
  performer: { type: 'key/value pair' },
  events: { type: 'Array' },
  conditions: { type: 'any' },
  operator: { type: 'String' },
  actions: { type: 'Array', required: true },
};

/** The default placeholders of a rule with simple content that ticks none by name. */
export const commonPlaceholders = [
  'triggered_event',
  'ticket_id',
  'ticket_url',
  'ticket_type',
  'ticket_subject',
  'ticket_description',
  'ticket_status',
  'ticket_priority',
  'requester_name',
  'requester_email',
];

const encodings = { 1: 'xml', 2: 'json', 3: 'form' } as const;

/**
 * The action "Trigger webhook" (section 20). The spelling of its inner values is unconfirmed: a
 * content that is text is a template, a list ticks placeholders.
 */
function webhookOf(sent: JsonRecord): WebhookAction {
  const content = asRecord(sent['content']);
  const template = asText(content['content'] ?? sent['body']);
  const ticked = asList(content['content']).flatMap((item) => asText(item) ?? []);
  const auth = sent['auth_header'];
  const type = asInteger(sent['content_type'] ?? content['content_type']) ?? 2;
  const headers = Object.entries(asRecord(sent['custom_headers']));
  return {
    method: asText(sent['request_type'])?.toUpperCase() ?? 'POST',
    url: asText(sent['url']) ?? '',
    encoding: type === 1 || type === 3 ? encodings[type] : 'json',
    headers: Object.fromEntries(headers.map(([name, value]) => [name, String(value)])),
    auth: isRecord(auth)
      ? { username: asText(auth['username']) ?? '', password: asText(auth['password']) ?? '' }
      : null,
    content:
      template !== null
        ? { kind: 'advanced', template }
        : { kind: 'simple', placeholders: ticked.length > 0 ? ticked : commonPlaceholders },
    idAsText: false,
  };
}

/** Puts a rule into the account; only webhooks are carried out. */
export function addRule(
  world: World,
  given: Partial<Omit<RuleRow, 'id'>> & Pick<RuleRow, 'name' | 'rule_type' | 'action'>,
): RuleRow {
  return put(world.state.rules, {
    active: true,
    position: world.state.rules.rows.size + 1,
    performer: 3,
    events: [],
    sent: {},
    created_at: isoNow(world),
    updated_at: isoNow(world),
    ...given,
    id: nextId(world),
  });
}

function create(call: Call): Reply {
  const { world } = call;
  const rule_type = typeOf(call);
  const { input, form } = bodyOf(call);
  const { values, errors } = checkFields(world, input, fields, { form });
  const action = asList(input['actions'])
    .map(asRecord)
    .find((item) => String(item['field_name']).includes('webhook'));
  refuseIfInvalid([
    ...errors,
    ...(action !== undefined && asText(action['url']) === null
      ? [fieldErrors.missing('url', 'String')]
      : []),
  ]);
  const performer = asInteger(asRecord(values['performer'])['type']);
  const rule = addRule(world, {
    name: asText(values['name']) ?? '',
    rule_type,
    active: values['active'] !== false,
    performer: performer === 1 || performer === 2 || performer === 4 ? performer : 3,
    events: asList(values['events']).flatMap((item) => asText(asRecord(item)['field_name']) ?? []),
    action: webhookOf(action ?? {}),
    sent: values,
  });
  // A rule without a webhook is kept and never carried out.
  if (action === undefined) rule.active = false;
  const location = `${call.origin}/api/v2/automations/${rule_type}/rules/${rule.id}`;
  return { status: 201, body: presentRule(rule), headers: { location } };
}

function destroy(call: Call): Reply {
  remove(call.world.state.rules, ruleOf(call).id);
  return noContent;
}

export const automationRoutes: readonly FreshdeskRoute[] = [
  [
    'GET',
    '/api/v2/automations/{rule_type}/rules',
    (call) => {
      const rules = rulesOf(call).map(presentRule);
      return ok({ rules, meta: { total_count: rules.length } });
    },
  ],
  ['POST', '/api/v2/automations/{rule_type}/rules', create],
  [
    'GET',
    '/api/v2/automations/{rule_type}/rules/{rule_id}',
    (call) => ok(presentRule(ruleOf(call))),
  ],
  ['DELETE', '/api/v2/automations/{rule_type}/rules/{rule_id}', destroy],
];
