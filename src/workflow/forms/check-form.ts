import type { TicketPriority } from '../../model/enums.ts';
import {
  FORM_URGENCIES,
  type FormAnswers,
  type FormCheck,
  type FormField,
  type FormIssue,
  type FormUrgency,
  type ServiceForm,
} from './types.ts';

// What the HTML standard asks of an address, and a dot in its domain.
const EMAIL = /^[^\s@<>(),;:"[\]\\]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,8}$/iu;

// A customer's word alone makes no case urgent: triage and rules may still raise it.
const PRIORITIES: Readonly<Record<FormUrgency, TicketPriority>> = {
  low: 'low',
  normal: 'normal',
  high: 'high',
};

/**
 * Whether a form can become a ticket, before anything is created: every fault of every field at once,
 * or the parts of the ticket. Blanks around answers do not count, and what is no text is no answer.
 * Messages never quote an answer.
 *
 * @example
 * checkForm(buildForm('complaint'), { email: 'ada' }).issues[0]
 * //=> { field: 'email', code: 'invalid_email', message: 'This is no e-mail address.' }
 */
export function checkForm(form: ServiceForm, answers: FormAnswers): FormCheck {
  const valueOf = (name: Exclude<FormField['name'], 'attachments'>): string => {
    const known = form.fields.find((field) => field.name === name)?.value ?? '';
    // What a browser sends may be anything; only a text is an answer.
    const answer: unknown = answers[name] ?? known;
    return typeof answer === 'string' ? answer.trim() : '';
  };
  const files = answers.attachments ?? [];
  const issues = form.fields.flatMap((field) =>
    field.name === 'attachments'
      ? fileIssues(form, files)
      : fieldIssues(field, valueOf(field.name)),
  );
  if (issues.length > 0) return { valid: false, ticket: null, issues };
  const urgency = FORM_URGENCIES.find((one) => one === valueOf('urgency')) ?? 'normal';
  const name = valueOf('name');
  return {
    valid: true,
    issues: [],
    ticket: {
      subject: valueOf('subject'),
      category: valueOf('category'),
      urgency,
      priority: PRIORITIES[urgency],
      requester: { email: valueOf('email'), ...(name === '' ? {} : { name }) },
      message: { body: { text: valueOf('description') }, visibility: 'public' },
      company: valueOf('company') || null,
      files,
    },
  };
}

function fieldIssues(field: FormField, value: string): readonly FormIssue[] {
  const { name, required, max, kind, options } = field;
  if (value === '')
    return required ? [{ field: name, code: 'required', message: 'This is needed.' }] : [];
  if (value.length > max)
    return [{ field: name, code: 'too_long', message: `At most ${max} characters.` }];
  if (kind === 'email' && !EMAIL.test(value))
    return [{ field: name, code: 'invalid_email', message: 'This is no e-mail address.' }];
  if (kind === 'select' && !options.some((option) => option.value === value))
    return [{ field: name, code: 'not_an_option', message: 'Choose one of the options.' }];
  return [];
}

function fileIssues(
  { limits }: ServiceForm,
  files: readonly { readonly size: number }[],
): readonly FormIssue[] {
  const { maxFiles, maxFileSize } = limits;
  const issues: FormIssue[] = [];
  if (files.length > maxFiles)
    issues.push({ field: 'attachments', code: 'too_many', message: `At most ${maxFiles} files.` });
  if (files.some(({ size }) => !(size >= 0 && size <= maxFileSize)))
    issues.push({
      field: 'attachments',
      code: 'too_large',
      message: `At most ${maxFileSize} bytes for one file.`,
    });
  return issues;
}
