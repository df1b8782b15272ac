import fc from 'fast-check';
import {
  chooseTemplate,
  lintTemplate,
  renderTemplate,
  REPLY_TEMPLATES,
  TEMPLATE_STAGES,
  TEMPLATE_VARIABLES,
} from 'polydesk/workflow';
import { describe, expect, it } from 'vitest';
import { ConfigurationError, ValidationError } from '../../src/errors/index.ts';

const values = { 'customer name': 'Ada', 'ticket id': 42, plan: null, empty: '' };
const text = (template: string, options = {}) => renderTemplate(template, values, options).text;

describe('W7 and H.7: templates', () => {
  it.each([
    ['Hello {customer name}!', 'Hello Ada!'],
    ['{ Customer  NAME }', 'Ada'],
    ['{客户姓名}，工单 {工单编号}', 'Ada，工单 42'],
    ['{customerName} {ticket_id}', 'Ada 42'],
    ['{ｃｕｓｔｏｍｅｒ name}', 'Ada'],
    ['{plan|your plan}', 'your plan'],
    ['{plan|}', ''],
    ['{plan|a|b}', 'a|b'],
    ['{unknown| there}', ' there'],
    ['{empty|x}', ''],
    ['{{customer name}}', '{customer name}'],
    ['{{{customer name}}}', '{Ada}'],
    ['a } b', 'a } b'],
    ['no variables', 'no variables'],
    ['', ''],
  ])('%s becomes %s', (template, expected) => {
    expect(text(template)).toBe(expected);
  });

  it('variables can be given by any of their names', () => {
    expect(renderTemplate('{customer name}', { 客户姓名: '王芳' }).text).toBe('王芳');
    const aliases = { Kundin: 'customer name' };
    expect(renderTemplate('{kundin}', { 'customer name': 'Ada' }, { aliases }).text).toBe('Ada');
  });

  it('aliases of aliases lead to one name, from wherever one begins', () => {
    const render = (name: string, aliases: Readonly<Record<string, string>>) =>
      renderTemplate(`{${name}}`, { customerName: 'Ada' }, { aliases }).text;
    expect(render('nome', { nome: 'customerName' })).toBe('Ada');
    expect(render('nome', { nome: '客户姓名' })).toBe('Ada');
    expect(render('a', { a: 'b', b: 'c', c: 'customer_name' })).toBe('Ada');
    // In a ring, all are one; so is one that stands for itself.
    expect(render('x', { 'customer name': 'nome', nome: 'customerName', x: 'nome' })).toBe('Ada');
    expect(render('zz', { zz: 'customer name', 'customer name': 'customer name' })).toBe('Ada');
  });

  it('refuses an output that is none', () => {
    // Safe: what a program without types would pass.
    for (const output of ['pdf', 'constructor'])
      expect(() => renderTemplate('{a}', { a: 'x' }, { output: output as 'text' })).toThrow(
        new ValidationError('The options are not usable.', {
          issues: [{ path: 'output', message: 'must be "text", "html" or "markdown"' }],
        }),
      );
  });

  it('a variable that is missing is an error that names it, or is listed', () => {
    const attempt = () => text('{plan} {nope} {plan}');
    expect(attempt).toThrow(ValidationError);
    try {
      attempt();
    } catch (error) {
      expect(error).toMatchObject({ issues: [{ path: 'plan' }, { path: 'nope' }] });
    }
    expect(renderTemplate('a{plan}b{nope}', values, { strict: false })).toEqual({
      text: 'ab',
      missing: ['plan', 'nope'],
    });
  });

  it.each(['{', 'a {b', '{a {b}}', '{}', '{ }', '{|x}'])('%s is no template', (template) => {
    expect(() => text(template)).toThrow(ConfigurationError);
    const lenient = renderTemplate(template, { b: 'B' }, { strict: false });
    expect(lenient.missing).toEqual([]);
  });

  it('values are put in once and never read as templates', () => {
    const nested = { a: '{b}', b: '{a}' };
    expect(renderTemplate('{a} {b}', nested).text).toBe('{b} {a}');
    expect(renderTemplate('{a}', { a: '$& {{' }).text).toBe('$& {{');
  });

  it('values are escaped for their output, the template is not', () => {
    const nasty = { a: '<b> & "*x*" [y](z)' };
    expect(renderTemplate('<p>{a}</p>', nasty, { output: 'html' }).text).toBe(
      '<p>&lt;b&gt; &amp; &quot;*x*&quot; [y](z)</p>',
    );
    const quoted = { a: "' onclick='x" };
    expect(renderTemplate("<p title='{a}'>", quoted, { output: 'html' }).text).toBe(
      "<p title='&#39; onclick=&#39;x'>",
    );
    expect(renderTemplate('**{a}**', nasty, { output: 'markdown' }).text).toBe(
      '**\\<b\\> \\& "\\*x\\*" \\[y\\](z)**',
    );
    expect(renderTemplate('{a}', { a: '# 1. x\n- y\n2. z' }, { output: 'markdown' }).text).toBe(
      '\\# 1. x\n\\- y\n2\\. z',
    );
    expect(renderTemplate('{a}', nasty).text).toBe(nasty.a);
  });

  it('any value comes out whole, whatever it holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (a, b) => {
        const variables = Object.freeze({ a, b });
        expect(renderTemplate('1{a}2{b}3', variables).text).toBe(`1${a}2${b}3`);
        const html = renderTemplate('{a}', variables, { output: 'html' }).text;
        expect(html).not.toMatch(/[<>"'`]/);
      }),
    );
  });

  it('any text becomes a template once its braces are doubled', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('{', '}', 'a', '|', ' ') }), (raw) => {
        const template = raw.replaceAll('{', '{{').replaceAll('}', '}}');
        expect(renderTemplate(template, {}).text).toBe(raw);
      }),
    );
  });

  it('no template of any form breaks it, and lint agrees with the rendering', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('{', '}', 'a', 'b', '|', ' ') }), (raw) => {
        const { problems } = lintTemplate(raw, { known: ['a', 'b'] });
        const fits = problems.length === 0;
        if (fits) expect(() => renderTemplate(raw, { a: 'A', b: 'B' })).not.toThrow();
        const syntax = problems.some(({ code }) => code !== 'unknown_variable');
        if (syntax) expect(() => renderTemplate(raw, {})).toThrow(ConfigurationError);
        renderTemplate(raw, {}, { strict: false });
      }),
    );
  });
});

describe('H.7: lint', () => {
  it('finds unknown variables, and where they stand', () => {
    expect(lintTemplate('Dear {custmer name}, {客户姓名}', { known: ['customer name'] })).toEqual({
      problems: [{ code: 'unknown_variable', index: 5, name: 'custmer name' }],
      variables: ['custmer name', 'customer name'],
    });
  });

  it.each([
    ['{a', 'unclosed_brace'],
    ['{ {a}', 'nested_brace'],
    ['{}', 'empty_name'],
    ['{ |x}', 'empty_name'],
  ])('%s: %s', (template, code) => {
    expect(lintTemplate(template, { known: ['a'] }).problems[0]).toMatchObject({ code, index: 0 });
  });

  it('problems come in the order of the text', () => {
    const { problems } = lintTemplate('{x} {} {y} {', { known: [] });
    expect(problems.map(({ index }) => index)).toEqual([0, 4, 7, 11]);
  });
});

describe('W7: a template for each stage', () => {
  it('is there in every language, with known variables only', () => {
    expect(TEMPLATE_STAGES).toEqual(['first_response', 'info_check', 'solution', 'survey']);
    for (const locale of ['en', 'zh', 'de', 'es', 'fr'])
      for (const stage of TEMPLATE_STAGES) {
        const { text: template } = chooseTemplate({ stage, locale });
        const { problems, variables } = lintTemplate(template, { known: TEMPLATE_VARIABLES });
        expect(problems).toEqual([]);
        expect(variables).toContain('ticket id');
      }
    expect(REPLY_TEMPLATES).toHaveLength(20);
  });

  it('is found along the locale, then in the fallback', () => {
    const locale = (wanted: string | null) =>
      chooseTemplate({ stage: 'survey', locale: wanted }).locale;
    expect(locale('zh-Hant-TW')).toBe('zh');
    expect(locale('de_AT')).toBe('de');
    expect(locale('FR')).toBe('fr');
    expect(locale('nl')).toBe('en');
    expect(locale(null)).toBe('en');
    const templates = [{ stage: 'survey' as const, locale: 'pt-BR', text: 'x' }];
    expect(
      chooseTemplate({ stage: 'survey', locale: 'ja', templates, fallbackLocale: 'pt-br' }).text,
    ).toBe('x');
    expect(() => chooseTemplate({ stage: 'survey', templates })).toThrow(ConfigurationError);
  });
});
