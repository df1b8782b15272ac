import type { CustomFieldsConfig } from './custom-fields.ts';
import type { PriorityMapOption, StatusMapOption } from './native-maps.ts';

/** How an adapter translates; every adapter's options hold these. */
export interface TranslationOptions<Fields extends CustomFieldsConfig = CustomFieldsConfig> {
  /** Keys, ids and schemas of the custom ticket fields that the application uses. */
  readonly customFields?: Fields;
  /**
   * What a native status means here: by its id (also used on writes), by its label, or by its word.
   * @example { '4417': 'in_progress' }
   */
  readonly statusMap?: StatusMapOption;
  /** What a native priority means here. */
  readonly priorityMap?: PriorityMapOption;
  /**
   * Reads the account's fields and statuses once, so that labels and types of custom fields and
   * names of statuses are known. Costs a call or two. @default false
   */
  readonly discover?: boolean;
  /** Keep the provider's record as `raw`. @default true */
  readonly keepRaw?: boolean;
}
