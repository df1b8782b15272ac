/**
 * What the provider sheet documents of the calls that the adapter sends, by section. Written by hand
 * from the sheet: a request that holds anything else is a guess.
 */
export interface DocumentedCall {
  readonly method: string;
  /** Path below `/api/v2`. */
  readonly path: RegExp;
  readonly section: string;
  readonly query?: readonly string[];
  /** Keys of the JSON body, or names of the form's parts without brackets. */
  readonly body?: readonly string[];
  /** Parameters that the sheet does not confirm, and why they are sent all the same. */
  readonly unconfirmed?: Readonly<Record<string, string>>;
}

const paging = ['page', 'per_page'];

const ticketFields = [
  'subject',
  'description',
  'status',
  'priority',
  'source',
  'type',
  'responder_id',
  'group_id',
  'product_id',
  'email_config_id',
  'company_id',
  'tags',
  'due_by',
  'fr_due_by',
  'custom_fields',
  'parent_id',
  'internal_agent_id',
  'internal_group_id',
  'lookup_parameter',
  'attachments',
];

const requesterFields = [
  'name',
  'requester_id',
  'email',
  'phone',
  'facebook_id',
  'twitter_id',
  'unique_external_id',
];

const contactFields = [
  'name',
  'email',
  'phone',
  'mobile',
  'twitter_id',
  'unique_external_id',
  'other_emails',
  'company_id',
  'language',
  'tags',
  'job_title',
  'custom_fields',
];

const companyFields = [
  'name',
  'description',
  'note',
  'domains',
  'custom_fields',
  'health_score',
  'account_tier',
  'renewal_date',
  'industry',
];

const articleFields = ['title', 'description', 'status', 'tags', 'seo_data', 'type'];
const entryFields = [
  'agent_id',
  'billable',
  'executed_at',
  'note',
  'start_time',
  'time_spent',
  'timer_running',
];
const ticketList = [
  'filter',
  'requester_id',
  'unique_external_id',
  'company_id',
  'updated_since',
  'order_by',
  'order_type',
  'include',
];

const get = (
  path: RegExp,
  section: string,
  query: readonly string[] = [],
  unconfirmed: Readonly<Record<string, string>> = {},
): DocumentedCall => ({ method: 'GET', path, section, query, unconfirmed });
const write = (
  method: string,
  path: RegExp,
  section: string,
  body: readonly string[] = [],
): DocumentedCall => ({ method, path, section, body });

export const DOCUMENTED_CALLS: readonly DocumentedCall[] = [
  get(/^\/tickets$/, '8.3 and 3', [...ticketList, ...paging]),
  write('POST', /^\/tickets$/, '8.1', [
    ...ticketFields,
    ...requesterFields,
    'cc_emails',
    'related_ticket_ids',
  ]),
  get(/^\/tickets\/\d+$/, '8', ['include']),
  write('PUT', /^\/tickets\/\d+$/, '8.5', [...ticketFields, 'requester_id', 'email']),
  write('DELETE', /^\/tickets\/\d+$/, '8'),
  write('PUT', /^\/tickets\/\d+\/restore$/, '8'),
  get(/^\/tickets\/archived\/\d+$/, '8.8', [], {
    include: 'a view like the other; without it names would be missing, and a refusal is taken',
  }),
  get(/^\/tickets\/archived\/\d+\/conversations$/, '8.8', paging),
  write('POST', /^\/tickets\/bulk_update$/, '8.6', ['bulk_action']),
  write('POST', /^\/tickets\/bulk_delete$/, '8.6', ['bulk_action']),
  get(/^\/jobs\/\w+$/, '8.6'),
  write('PUT', /^\/tickets\/merge$/, '8.7', [
    'primary_id',
    'ticket_ids',
    'note_in_primary',
    'note_in_secondary',
  ]),
  get(/^\/tickets\/\d+\/conversations$/, '9', paging),
  write('POST', /^\/tickets\/\d+\/reply$/, '9.2', [
    'body',
    'from_email',
    'user_id',
    'cc_emails',
    'bcc_emails',
    'attachments',
  ]),
  write('POST', /^\/tickets\/\d+\/notes$/, '9.2', [
    'body',
    'private',
    'incoming',
    'notify_emails',
    'user_id',
    'attachments',
  ]),
  write('PUT', /^\/conversations\/\d+$/, '9.2', ['body', 'attachments']),
  write('DELETE', /^\/conversations\/\d+$/, '9'),
  write('DELETE', /^\/attachments\/\d+$/, '8'),
  get(/^\/search\/(tickets|contacts|companies)$/, '8.4', ['query', 'page']),
  get(/^\/ticket_fields$/, '11', ['type']),
  get(/^\/ticket-forms$/, '11'),
  get(/^\/tickets\/\d+\/time_entries$/, '12', paging),
  write('POST', /^\/tickets\/\d+\/time_entries$/, '12', entryFields),
  write('PUT', /^\/time_entries\/\d+$/, '12', entryFields),
  write('DELETE', /^\/time_entries\/\d+$/, '12'),
  get(/^\/surveys\/satisfaction_ratings$/, '12', ['created_since', ...paging]),
  get(
    /^\/contacts$/,
    '13',
    ['email', 'mobile', 'phone', 'company_id', 'state', 'updated_since', ...paging],
    { unique_external_id: 'a filter of tickets (section 8.3); whoever comes is looked at' },
  ),
  write('POST', /^\/contacts$/, '13', contactFields),
  get(/^\/contacts\/\d+$/, '13'),
  write('PUT', /^\/contacts\/\d+$/, '13', contactFields),
  write('DELETE', /^\/contacts\/\d+$/, '13'),
  write('DELETE', /^\/contacts\/\d+\/hard_delete$/, '13'),
  write('PUT', /^\/contacts\/\d+\/restore$/, '13'),
  write('POST', /^\/contacts\/merge$/, '13', [
    'primary_contact_id',
    'secondary_contact_ids',
    'contact',
  ]),
  get(/^\/companies$/, '14', ['updated_since', ...paging]),
  write('POST', /^\/companies$/, '14', companyFields),
  get(/^\/companies\/autocomplete$/, '14', ['name']),
  get(/^\/companies\/\d+$/, '14'),
  write('PUT', /^\/companies\/\d+$/, '14', companyFields),
  write('DELETE', /^\/companies\/\d+$/, '14'),
  get(/^\/agents$/, '15', paging),
  get(/^\/agents\/(\d+|me)$/, '15'),
  get(/^\/groups$/, '15', paging),
  get(/^\/groups\/\d+$/, '15'),
  get(/^\/(products|sla_policies|business_hours|canned_response_folders)$/, '16 and 3', paging),
  get(/^\/canned_response_folders\/\d+\/responses$/, '16 and 3', paging),
  get(/^\/canned_responses\/\d+$/, '16'),
  get(/^\/settings\/helpdesk$/, '16'),
  get(/^\/solutions\/categories(\/\d+\/folders)?$/, '17 and 3', paging),
  get(/^\/solutions\/folders\/\d+$/, '17'),
  get(/^\/solutions\/folders\/\d+\/(subfolders|articles)$/, '17 and 3', paging),
  write('POST', /^\/solutions\/folders\/\d+\/articles$/, '17', articleFields),
  get(/^\/solutions\/articles\/\d+(\/\w+)?$/, '17'),
  write('PUT', /^\/solutions\/articles\/\d+(\/\w+)?$/, '17', articleFields),
  write('POST', /^\/solutions\/articles\/\d+\/\w+$/, '17', articleFields),
  // What a folder or category takes, and that they and articles can be deleted: the spec file and the
  // vendor's client (createSolutionFolder, deleteSolutionArticle …).
  write('POST', /^\/solutions\/categories$/, '17', ['name', 'description']),
  write('POST', /^\/solutions\/categories\/\d+\/folders$/, '17', [
    'name',
    'description',
    'visibility',
    'parent_folder_id',
  ]),
  write('DELETE', /^\/solutions\/(categories|folders|articles)\/\d+$/, '17', []),
  get(/^\/search\/solutions$/, '17 and 3', ['term', ...paging]),
];
