/** A custom field of the desk. */
export interface FieldDefinition {
  readonly key: string;
  readonly title: string;
  readonly type: 'tagger' | 'text' | 'integer' | 'checkbox' | 'date';
  readonly options?: readonly { readonly name: string; readonly value: string }[];
}

const PRODUCT_AREAS = [
  { name: 'Dashboard', value: 'area_dashboard' },
  { name: 'Handheld scanner', value: 'area_scanner' },
  { name: 'Shipping labels', value: 'area_labels' },
  { name: 'API and integrations', value: 'area_api' },
  { name: 'Mobile app', value: 'area_mobile' },
  { name: 'Billing', value: 'area_billing' },
  { name: 'Sign-in', value: 'area_sign_in' },
] as const;

/** The custom fields that the scenarios use. */
export const CUSTOM_FIELDS: readonly FieldDefinition[] = [
  { key: 'product_area', title: 'Product area', type: 'tagger', options: PRODUCT_AREAS },
  { key: 'order_number', title: 'Order number', type: 'text' },
  { key: 'serial_number', title: 'Serial number', type: 'text' },
  { key: 'affected_users', title: 'Affected users', type: 'integer' },
  { key: 'blocks_shipping', title: 'Blocks shipping', type: 'checkbox' },
  { key: 'wanted_by', title: 'Wanted by', type: 'date' },
];

/** Statuses that the desk's administrator made up, with the category they belong to. */
export const CUSTOM_STATUSES = [
  { name: 'With the carrier', category: 'hold' },
  { name: 'Awaiting parts', category: 'hold' },
  { name: 'With engineering', category: 'open' },
] as const;
