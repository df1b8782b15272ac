import {
  buildForm,
  checkForm,
  FORM_CATEGORIES,
  FORM_TYPES,
  type FormAnswers,
  type FormType,
  SUPPORT_CHANNELS,
} from 'polydesk/workflow';
import { describe, expect, it } from 'vitest';
import { ConfigurationError } from '../../src/errors/index.ts';

const customer = { name: 'Ada', email: 'ada@customer.example', company: 'Acme' };
const answers: FormAnswers = {
  category: 'server_failure',
  urgency: 'high',
  subject: ' Server down ',
  description: 'It does not answer.',
  attachments: [{ fileName: 'log.txt', size: 10 }],
};
const check = (changes: FormAnswers = {}, form = buildForm('technical_support', { customer })) =>
  checkForm(form, { ...answers, ...changes });
const codes = (changes: FormAnswers) =>
  check(changes).issues.map(({ field, code }) => `${field} ${code}`);

describe('W1: service request forms', () => {
  it('what is no text is no answer, however it was sent', () => {
    const sent: unknown = JSON.parse('{"subject": 5, "description": {"a": 1}, "email": ["x"]}');
    // Safe: what a browser may send in place of a form.
    expect(codes(sent as FormAnswers)).toEqual([
      'email required',
      'subject required',
      'description required',
    ]);
  });
  it.each(FORM_TYPES)('%s has customer, category, urgency, description and files', (type) => {
    for (const locale of ['en', 'zh-CN', 'fr']) {
      const form = buildForm(type, { customer, locale });
      expect(form.fields.map(({ name }) => name)).toEqual([
        'name',
        'email',
        'company',
        'category',
        'urgency',
        'subject',
        'description',
        'attachments',
      ]);
      expect(form.fields[3]?.options.map(({ value }) => value)).toEqual([...FORM_CATEGORIES[type]]);
      for (const { label, options } of form.fields) {
        expect(label).not.toBe('');
        for (const option of options) expect(option.label).not.toBe(option.value);
      }
    }
  });

  it('speaks Chinese, and English to everybody else', () => {
    expect(buildForm('after_sales', { locale: 'zh' }).title).toBe('售后服务');
    expect(buildForm('after_sales', { locale: 'zhx' })).toMatchObject({ locale: 'en' });
  });

  it('fills in what is known of the customer', () => {
    const form = buildForm('complaint', { customer });
    expect(form.fields.slice(0, 3).map(({ value }) => value)).toEqual([
      'Ada',
      'ada@customer.example',
      'Acme',
    ]);
    expect(buildForm('complaint').fields[0]?.value).toBeNull();
    expect(buildForm('complaint', { customer: { name: null } }).fields[1]?.value).toBeNull();
  });

  it('becomes the parts of a ticket', () => {
    expect(check()).toEqual({
      valid: true,
      issues: [],
      ticket: {
        subject: 'Server down',
        category: 'server_failure',
        urgency: 'high',
        priority: 'high',
        requester: { email: 'ada@customer.example', name: 'Ada' },
        message: { body: { text: 'It does not answer.' }, visibility: 'public' },
        company: 'Acme',
        files: [{ fileName: 'log.txt', size: 10 }],
      },
    });
    const { urgency: _, attachments: __, ...rest } = answers;
    const least = checkForm(buildForm('technical_support'), { ...rest, email: 'a@b.example' });
    expect(least.ticket).toMatchObject({
      urgency: 'normal',
      requester: { email: 'a@b.example' },
      company: null,
      files: [],
    });
    expect(least.ticket?.requester).not.toHaveProperty('name');
  });

  it('is checked before anything is created, all faults at once', () => {
    expect(codes({ email: ' ', category: '', subject: ' ', description: '' })).toEqual([
      'email required',
      'category required',
      'subject required',
      'description required',
    ]);
  });

  it.each<[FormAnswers, string]>([
    [{ email: 'ada' }, 'email invalid_email'],
    [{ email: 'a@b' }, 'email invalid_email'],
    [{ email: 'a b@c.example' }, 'email invalid_email'],
    [{ category: 'nonsense' }, 'category not_an_option'],
    [{ urgency: 'panic' }, 'urgency not_an_option'],
    [{ subject: 'x'.repeat(256) }, 'subject too_long'],
    [{ description: 'x'.repeat(50_001) }, 'description too_long'],
    [
      { attachments: Array.from({ length: 11 }, () => ({ fileName: 'f', size: 1 })) },
      'attachments too_many',
    ],
    [{ attachments: [{ fileName: 'f', size: 20 * 1024 * 1024 + 1 }] }, 'attachments too_large'],
    [{ attachments: [{ fileName: 'f', size: Number.NaN }] }, 'attachments too_large'],
  ])('refuses fault %#', (changes, expected) => {
    expect(codes(changes)).toEqual([expected]);
  });

  it('never quotes an answer', () => {
    const { issues } = check({ email: 'secret words', category: 'secret words' });
    expect(JSON.stringify(issues)).not.toContain('secret');
  });

  it('takes categories and limits of your own', () => {
    const form = buildForm('technical_support', {
      categories: [{ value: 'printer', label: 'Printer' }],
      limits: { maxFiles: 0 },
    });
    const { issues } = checkForm(form, { ...answers, email: 'a@b.example' });
    expect(issues.map(({ code }) => code)).toEqual(['not_an_option', 'too_many']);
    expect(() => buildForm('complaint', { categories: [] })).toThrow(ConfigurationError);
    // Safe: what a program without types would pass.
    expect(() => buildForm('survey' as FormType)).toThrow(ConfigurationError);
  });
});

describe('W8: the channels side by side', () => {
  it.each([
    ['self_service', 'lowest', 'highest', 'lowest'],
    ['chatbot', 'low', 'high', 'low'],
    ['chat', 'medium', 'medium', 'medium'],
    ['email', 'medium', 'medium', 'medium'],
    ['phone', 'high', 'low', 'high'],
    ['video', 'high', 'low', 'highest'],
  ] as const)('%s: cost %s, scalability %s, personal %s', (name, cost, scalability, personal) => {
    expect(SUPPORT_CHANNELS[name]).toEqual({ cost, scalability, personal });
  });
});
