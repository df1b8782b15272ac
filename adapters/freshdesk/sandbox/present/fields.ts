import type { FieldRow, NestedChoices } from '../records/settings.ts';
import { sourceLabels } from '../webhooks.ts';
import { isAgent, type World } from '../world.ts';

const idsByName = (rows: Iterable<{ readonly id: number; readonly name: string }>) =>
  Object.fromEntries([...rows].map((row) => [row.name, row.id]));

/** Each built-in field has choices of its own JSON type (section 11). */
const builtInChoices: Readonly<Record<string, (world: World) => unknown>> = {
  ticket_type: ({ state }) => state.ticketTypes,
  source: () =>
    Object.fromEntries(Object.entries(sourceLabels).map(([id, label]) => [label, Number(id)])),
  status: ({ state }) =>
    Object.fromEntries(
      [...state.statuses.rows.values()].map((row) => [row.id, [row.label, row.customer_label]]),
    ),
  priority: () => ({ Low: 1, Medium: 2, High: 3, Urgent: 4 }),
  group: ({ state }) => idsByName(state.groups.rows.values()),
  agent: ({ state }) => idsByName([...state.users.rows.values()].filter(isAgent)),
  product: ({ state }) =>
    Object.fromEntries(
      [...state.products.rows.values()].map((row) => [String(row['name']), row.id]),
    ),
};

/** Nested choices are arrays of objects with one key each, as documented (section 11). */
function nestedArray(choices: NestedChoices): readonly object[] {
  return Object.entries(choices).map(([first, lower]) => ({
    [first]: Object.entries(lower).map(([second, third]) => ({ [second]: third })),
  }));
}

function choicesOf(world: World, field: FieldRow): object {
  const built = field.default ? builtInChoices[field.name] : undefined;
  if (built !== undefined) return { choices: built(world) };
  const { choices } = field;
  if (choices === null) return {};
  if (Array.isArray(choices)) return { choices };
  // Safe: choices that are no list are the nested ones.
  return { choices: nestedArray(choices as NestedChoices) };
}

function nestedOf(field: FieldRow): object {
  if (field.type !== 'nested_field') return {};
  return {
    nested_ticket_fields: field.nested.map(({ id, name, label, level }) => ({
      description: '',
      id,
      label,
      label_in_portal: label,
      level,
      name,
      ticket_field_id: field.id,
      created_at: field.created_at,
      updated_at: field.updated_at,
    })),
  };
}

/** An item of `GET /ticket_fields` and its like (section 11). */
export function presentField(world: World, field: FieldRow): object {
  return {
    id: field.id,
    name: field.name,
    label: field.label,
    description: field.description,
    position: field.position,
    required_for_closure: field.required_for_closure,
    required_for_agents: field.required_for_agents,
    type: field.type,
    default: field.default,
    customers_can_edit: field.customers_can_edit,
    customers_can_filter: false,
    label_for_customers: field.label_for_customers,
    required_for_customers: field.required_for_customers,
    displayed_to_customers: field.displayed_to_customers,
    created_at: field.created_at,
    updated_at: field.updated_at,
    ...choicesOf(world, field),
    ...nestedOf(field),
    ...(field.name === 'requester' ? { portal_cc: false, portal_cc_to: 'company' } : {}),
  };
}

interface AdminChoice {
  readonly id: number;
  readonly position: number;
  readonly value: string;
  readonly parent_choice_id: number | null;
  readonly choices: readonly AdminChoice[];
}

/** The admin variant shows every choice as an object (section 11). */
export function presentAdminField(world: World, field: FieldRow): object {
  const {
    choices: _choices,
    nested_ticket_fields,
    ...rest
  } = {
    choices: null,
    nested_ticket_fields: null,
    ...presentField(world, field),
  };
  const choices = adminChoices(field);
  return {
    ...rest,
    ...(choices.length === 0 ? {} : { choices }),
    ...(nested_ticket_fields === null ? {} : { dependent_fields: nested_ticket_fields }),
    has_section: false,
    section_mappings: [],
    is_fsm: field.name.startsWith('cf_fsm_'),
    field_update_in_progress: false,
  };
}

function adminChoices(field: FieldRow): readonly AdminChoice[] {
  let next = 0;
  const level = (values: unknown, parent: number | null): readonly AdminChoice[] => {
    const entries: readonly (readonly [string, unknown])[] = Array.isArray(values)
      ? values.map((value) => [String(value), null] as const)
      : Object.entries(values ?? {});
    return entries.map(([value, lower], index) => {
      next += 1;
      const id = field.id * 100 + next;
      const choices = lower === null ? [] : level(lower, id);
      return { id, position: index + 1, value, parent_choice_id: parent, choices };
    });
  };
  return level(field.choices, null);
}
