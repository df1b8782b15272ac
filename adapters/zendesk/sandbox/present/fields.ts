import { type Call, linkTo } from '../call.ts';
import type {
  BrandRow,
  CustomStatusRow,
  FieldOption,
  FormRow,
  TicketFieldRow,
} from '../records/settings.ts';

/** Options of the system fields (section 8). */
const systemOptions: Readonly<Record<string, readonly (readonly [name: string, value: string])[]>> =
  {
    status: [
      ['Open', 'open'],
      ['Pending', 'pending'],
      ['On-hold', 'hold'],
      ['Solved', 'solved'],
    ],
    tickettype: [
      ['Question', 'question'],
      ['Incident', 'incident'],
      ['Problem', 'problem'],
      ['Task', 'task'],
    ],
    priority: [
      ['Low', 'low'],
      ['Normal', 'normal'],
      ['High', 'high'],
      ['Urgent', 'urgent'],
    ],
  };

export function presentOption(row: FieldOption): Record<string, unknown> {
  return { id: row.id, name: row.name, raw_name: row.name, value: row.value, default: false };
}

export function presentTicketField(call: Call, row: TicketFieldRow): Record<string, unknown> {
  const { options, ...shown } = row;
  const system = systemOptions[row.type];
  const hasOptions = row.type === 'tagger' || row.type === 'multiselect';
  return {
    url: linkTo(call, `ticket_fields/${row.id}`),
    ...shown,
    raw_title: row.title,
    raw_description: row.description,
    collapsed_for_agents: false,
    title_in_portal: row.title,
    raw_title_in_portal: row.title,
    visible_in_portal: row.removable,
    editable_in_portal: row.removable,
    required_in_portal: false,
    key: null,
    agent_description: null,
    ...(system === undefined
      ? {}
      : { system_field_options: system.map(([name, value]) => ({ name, value })), sub_type_id: 0 }),
    ...(hasOptions ? { custom_field_options: options.map(presentOption) } : {}),
  };
}

export function presentForm(call: Call, row: FormRow): Record<string, unknown> {
  return {
    url: linkTo(call, `ticket_forms/${row.id}`),
    ...row,
    raw_name: row.name,
    display_name: row.name,
    raw_display_name: row.name,
    end_user_visible: true,
    in_all_brands: true,
    restricted_brand_ids: [],
    end_user_conditions: [],
    agent_conditions: [],
  };
}

export function presentCustomStatus(call: Call, row: CustomStatusRow): Record<string, unknown> {
  return {
    url: linkTo(call, `custom_statuses/${row.id}`),
    ...row,
    raw_agent_label: row.default ? `{{zd.status_${row.status_category}}}` : row.agent_label,
    raw_end_user_label: row.default
      ? `{{zd.status_end_user_${row.status_category}}}`
      : row.end_user_label,
    raw_description: row.description,
    raw_end_user_description: row.end_user_description,
  };
}

export function presentBrand(call: Call, row: BrandRow): Record<string, unknown> {
  return {
    url: linkTo(call, `brands/${row.id}`),
    ...row,
    brand_url: `https://${row.subdomain}.zendesk.com`,
    host_mapping: null,
    has_help_center: true,
    help_center_state: 'enabled',
    is_deleted: false,
    logo: null,
    ticket_form_ids: [...call.world.state.ticketForms.rows.keys()],
    signature_template: '{{agent.signature}}',
  };
}
