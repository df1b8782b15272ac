/** Where the sandbox follows the sheet and its recordings against the published description. */
export interface Deviation {
  /** `METHOD /path` of the description; `*` for a property wherever it stands. */
  readonly operation: string;
  /** The complaint; how it ends where the operation is `*`. */
  readonly error: string;
  /** The section of the provider sheet that says so. */
  readonly reason: string;
}

const nullable = (reason: string, ...properties: readonly string[]): readonly Deviation[] =>
  properties.map((property) => ({ operation: '*', error: `${property} is null`, reason }));

const figures =
  'section 8.7: every figure is null until there is one; the description is weak for null';

export const deviations: readonly Deviation[] = [
  ...nullable(
    figures,
    'time_to_assignment',
    'time_to_admin_reply',
    'time_to_first_close',
    'time_to_last_close',
    'median_time_to_reply',
    'first_assignment_at',
    'first_admin_reply_at',
    'first_close_at',
    'last_assignment_at',
    'last_assignment_admin_reply_at',
    'last_admin_reply_at',
    'last_close_at',
    'last_closed_by_id',
    'handling_time',
  ),
  {
    operation: '*',
    error: '/statistics/last_closed_by_id must be string',
    reason: 'section 8.7, trap 26: a number in recordings',
  },
  ...nullable('section 8.3: files that are no images have neither', 'width', 'height'),
  ...nullable('section 7: a tag that was taken off shows nulls, recorded', 'applied_by'),
  ...nullable('section 11: null until a ticket is snoozed', 'snoozed_until'),
  ...['string', 'integer', 'object'].map((type) => ({
    operation: '*',
    error: `/custom_attributes/Has attachments must be ${type}`,
    reason: 'section 8.1: values are true or false as well, recorded',
  })),
  ...['tags', 'notes', 'companies'].map((list) => ({
    operation: '*',
    error: `/${list}/url must match format "uri"`,
    reason: 'section 12: paths without a host, recorded',
  })),
  ...['notes/data/*/type', 'notes/data/*/url', 'companies/data/*/url'].map((path) => ({
    operation: '*',
    error: `/${path} must match format "uri"`,
    reason: 'section 12: the word `note` or `company` and a path without a host, recorded',
  })),
  {
    operation: 'GET /conversations',
    error: '/pages/per_page must be integer',
    reason: 'section 5, trap 25: the text of the query comes back, recorded',
  },
  {
    operation: 'GET /companies',
    error: '/type must be equal to one of the allowed values',
    reason: 'section 13: one result comes as the company itself',
  },
];
