import { ConfigurationError } from '../../errors/index.ts';
import { FORM_CATEGORIES, FORM_TEXTS } from './texts.ts';
import {
  FORM_TYPES,
  FORM_URGENCIES,
  type FormField,
  type FormLimits,
  type FormOption,
  type FormType,
  type ServiceForm,
} from './types.ts';

/** For whom a form is, and what differs from the usual. */
export interface BuildFormOptions {
  /** What is known of the customer: it is filled in. @default nothing */
  readonly customer?: {
    readonly name?: string | null;
    readonly email?: string | null;
    readonly company?: string | null;
  };
  /** `zh` and its variants are Chinese, everything else English. @default 'en' */
  readonly locale?: string;
  /** Categories of your own in place of the form's. */
  readonly categories?: readonly FormOption[];
  /** @default 10 files of 20 MB */
  readonly limits?: Partial<FormLimits>;
}

const MAX_LINE = 255;
const MAX_TEXT = 50_000;
const DEFAULT_LIMITS: FormLimits = { maxFiles: 10, maxFileSize: 20 * 1024 * 1024 };

/**
 * The form of a kind of request, ready to be shown: who the customer is (filled in where it is known),
 * category and urgency to choose, subject, description, files. `checkForm` reads the answers.
 *
 * @throws {ConfigurationError} for a form that does not exist, or without categories.
 * @example
 * buildForm('technical_support', { customer: { name: 'Ada' } }).fields[0]?.value //=> 'Ada'
 */
export function buildForm(type: FormType, options: BuildFormOptions = {}): ServiceForm {
  if (!FORM_TYPES.includes(type))
    throw new ConfigurationError(`A form is one of ${FORM_TYPES.join(', ')}.`);
  const { customer = {}, categories } = options;
  const locale = /^zh\b/i.test(options.locale ?? '') ? 'zh' : 'en';
  const texts = FORM_TEXTS[locale];
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const known = FORM_CATEGORIES[type].map((value) => ({
    value,
    label: texts.categories[value] ?? value,
  }));
  const choices = categories ?? known;
  if (choices.length === 0) throw new ConfigurationError('A form needs a category to choose.');
  const field = (
    name: FormField['name'],
    rest: Partial<FormField> & Pick<FormField, 'kind'>,
  ): FormField => ({
    name,
    label: texts.fields[name],
    required: true,
    value: null,
    max: MAX_LINE,
    options: [],
    ...rest,
  });
  const urgencies = FORM_URGENCIES.map((value) => ({ value, label: texts.urgencies[value] }));
  return {
    type,
    title: texts.titles[type],
    locale,
    limits,
    fields: [
      field('name', { kind: 'text', required: false, value: customer.name ?? null }),
      field('email', { kind: 'email', value: customer.email ?? null }),
      field('company', { kind: 'text', required: false, value: customer.company ?? null }),
      field('category', { kind: 'select', options: choices }),
      field('urgency', { kind: 'select', options: urgencies, value: 'normal' }),
      field('subject', { kind: 'text' }),
      field('description', { kind: 'multiline', max: MAX_TEXT }),
      field('attachments', { kind: 'files', required: false, max: limits.maxFiles }),
    ],
  };
}
