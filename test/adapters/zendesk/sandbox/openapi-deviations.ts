/** Where the sandbox follows the sheet against the published description. */
export interface Deviation {
  /** `METHOD /path` of the description, or `*` for a property wherever it stands. */
  readonly operation: string;
  readonly error: string;
  /** The section of the provider sheet that says so. */
  readonly reason: string;
}

const nullable = (section: string, ...properties: readonly string[]): readonly Deviation[] =>
  properties.map((property) => ({
    operation: '*',
    error: `${property} is null`,
    reason: `section ${section}: recorded as null; the description is weak for null`,
  }));

export const deviations: readonly Deviation[] = [
  ...nullable(
    '6.2',
    'organization_id',
    'group_id',
    'assignee_id',
    'type',
    'recipient',
    'problem_id',
  ),
  ...nullable(
    '6.2',
    'forum_topic_id',
    'external_id',
    'priority',
    'subject',
    'raw_subject',
    'value',
  ),
  ...nullable(
    '9.1',
    'signature',
    'shared_phone_number',
    'photo',
    'phone',
    'last_login_at',
    'details',
  ),
  ...nullable('9.1', 'alias', 'notes', 'default_group_id', 'email'),
  ...nullable('8', 'agent_description', 'logo', 'host_mapping'),
  ...nullable('10', 'width', 'height'),
  ...nullable('14', 'end_time'),
  ...nullable('17 and 20', 'description'),
  ...nullable('20', 'ticket_id', 'id'),
  ...nullable('7.3', 'solved_at', 'initially_assigned_at', 'assignee_updated_at', 'assigned_at'),
  ...nullable('7.3', 'calendar', 'business'),
  ...[
    'PUT /api/v2/tickets/{ticket_id}/comments/{ticket_comment_id}/make_private',
    'PUT /api/v2/tickets/{ticket_id}/mark_as_spam',
    'PUT /api/v2/deleted_tickets/{ticket_id}/restore',
    'PUT /api/v2/deleted_tickets/restore_many',
  ].map((operation) => ({
    operation,
    error: ' must be string',
    reason: 'section 6.7: recorded as the empty object, which the description calls an empty text',
  })),
  {
    operation: 'GET /api/v2/tickets/{ticket_id}/macros/{macro_id}/apply',
    error: '/result/ticket/fields must be object',
    reason: 'section 6.2: `fields` is a list of id and value everywhere it was recorded',
  },
  ...[
    'PUT /api/v2/users/{user_id}/tags',
    'POST /api/v2/users/{user_id}/tags',
    'GET /api/v2/organizations/{organization_id}/tags',
    'PUT /api/v2/organizations/{organization_id}/tags',
    'POST /api/v2/organizations/{organization_id}/tags',
  ].map((operation) => ({
    operation,
    error: '/tags/* must be object',
    reason: 'section 6.5: tags are plain texts, on users and organizations as on tickets',
  })),
];
