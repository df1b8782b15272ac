import {
  branchOf,
  createKeywordClassifier,
  detectLanguage,
  detectUrgency,
  determineTeam,
  elevatePriority,
  TRIAGE_CATEGORIES,
  writeAutoResponse,
} from 'polydesk/triage';
import { describe, expect, it } from 'vitest';
import { describeWithReference, readReferenceText } from '../support/reference.ts';

const classify = (description: string, language = 'und') =>
  createKeywordClassifier()({ subject: '', description, language, tags: [] });

describe('T3: elevatePriority', () => {
  it.each([
    ['low', 'normal'],
    ['normal', 'high'],
    ['high', 'urgent'],
    ['urgent', 'urgent'],
  ] as const)('%s becomes %s', (from, to) => {
    expect(elevatePriority(from)).toBe(to);
  });
});

describe('T5: determineTeam', () => {
  it.each([
    ['technical.bug', 'normal', 'technical-support'],
    ['technical.bug', 'urgent', 'technical-escalation'],
    ['technical.outage', 'low', 'incident-response'],
    ['technical.security_incident', 'urgent', 'security'],
    ['billing.refund_request', 'normal', 'billing'],
    ['account.delete', 'urgent', 'customer-success'],
    ['account.edit', 'urgent', 'account-support'],
    ['order_delivery.track', 'low', 'order-support'],
    ['subscription.upgrade', 'normal', 'customer-success'],
    ['feedback.feature_request', 'low', 'product'],
    ['feedback.complaint', 'high', 'general-support'],
    ['technicality', 'normal', 'general-support'],
    [null, 'normal', 'general-support'],
  ] as const)('%s, %s: %s', (category, priority, team) => {
    expect(determineTeam({ category, priority }).team).toBe(team);
  });

  it('E8: people are always the fallback, and it can be named', () => {
    const facts = { category: 'anything', priority: 'low' } as const;
    const decision = determineTeam(facts, { routes: [], fallbackTeam: 'front-desk' });
    expect(decision).toMatchObject({ team: 'front-desk', route: null });
    expect(decision.reasons.map(({ code }) => code)).toEqual(['team_by_fallback']);
  });

  it('T13: plan and revenue can be conditions; the first route that holds wins', () => {
    const routes = [
      { team: 'named-account', plans: ['enterprise'], minimumMrr: 5000 },
      { team: 'gold', minimumMrr: 1000 },
      { team: 'all' },
    ];
    const team = (plan: string | null, mrr: number | null) =>
      determineTeam({ category: null, priority: 'low', plan, mrr }, { routes }).team;
    expect([
      team('enterprise', 5000),
      team('enterprise', 4999),
      team('pro', 1000),
      team('pro', 999),
      team(null, null),
    ]).toEqual(['named-account', 'gold', 'gold', 'all', 'all']);
  });

  it('W2: a server failure of high urgency can go to the infrastructure group', () => {
    const routes = [
      {
        team: 'IT infrastructure support',
        category: 'technical.outage',
        priorities: ['high', 'urgent'],
      },
    ] as const;
    expect(determineTeam({ category: 'technical.outage', priority: 'high' }, { routes }).team).toBe(
      'IT infrastructure support',
    );
    expect(
      determineTeam({ category: 'technical.outage', priority: 'normal' }, { routes }).team,
    ).toBe('general-support');
  });
});

describe('C.5: a negator belongs to its own sentence', () => {
  it.each([
    ['Does it work? No. Urgent!', 'time_pressure'],
    ['Can you log in? No! Outage since nine.', 'outage'],
    ['Not urgent, no outage.', undefined],
  ])('%s', (text, cue) => {
    expect(detectUrgency(text).cues[0]).toBe(cue);
  });
});

describe('T9: technical or not', () => {
  it('every category belongs to one branch', () => {
    expect(TRIAGE_CATEGORIES.filter((category) => branchOf(category) === 'technical')).toEqual([
      ...TRIAGE_CATEGORIES.filter((category) => category.startsWith('technical.')),
      'feedback.feature_request',
    ]);
  });
});

describe('T11: the keyword classifier', () => {
  it.each([
    ['The app crashes with an error message', 'technical.bug'],
    ['Our dashboard is down since 9:00', 'technical.outage'],
    ['I was charged twice this month', 'billing.payment_issue'],
    ['Where is my order? I need the tracking number', 'order_delivery.track'],
    ['I want to speak to a human agent', 'contact.human_agent'],
    ['Bitte senden Sie mir eine Rechnung, ich brauche eine Rechnung', 'billing.invoice_get'],
    ['Je voudrais être remboursé', 'billing.refund_request'],
    ['我们的系统宕机了', 'technical.outage'],
    ['配送状況を教えてください', 'order_delivery.track'],
  ])('%s: %s', (text, category) => {
    expect(classify(text).category).toBe(category);
  });

  it('keeps cancelled orders and cancelled subscriptions apart', () => {
    expect(classify('Please cancel my order').category).toBe('order_delivery.cancel_order');
    expect(classify('Please cancel my subscription').category).toBe(
      'subscription.cancel_subscription',
    );
    expect(classify('Please do not cancel my subscription').category).not.toBe(
      'subscription.cancel_subscription',
    );
  });

  it('without a key word it says so', () => {
    expect(classify('Zxqv wkjh')).toEqual({
      category: 'other',
      priority: 'normal',
      tags: [],
      confidence: 0,
      evidence: [],
    });
  });

  it('two matters in one message lower the confidence', () => {
    const one = classify('I forgot my password');
    const two = classify('I forgot my password. I was charged twice.');
    expect(two.confidence).toBeLessThan(one.confidence);
  });

  it('takes keywords of your own', () => {
    const own = createKeywordClassifier({
      rules: [{ category: 'printer', priority: 'high', keywords: ['Drücker', '打印机'] }],
    });
    const ask = (description: string) =>
      own({ subject: '', description, language: 'und', tags: [] });
    expect(ask('Der DRÜCKER klemmt')).toMatchObject({ category: 'printer', priority: 'high' });
    expect(ask('打印机没有纸').category).toBe('printer');
  });
});

describe('C.2: detectLanguage', () => {
  it.each([
    ['My account was locked yesterday and I need it', 'en'],
    ['¿Cómo puedo cambiar la contraseña de mi cuenta?', 'es'],
    ['Wie kann ich mein Passwort ändern?', 'de'],
    ['Comment puis-je modifier mon adresse ?', 'fr'],
    ['Não consigo entrar na minha conta', 'pt'],
    ['Non riesco ad accedere al mio account, perché?', 'it'],
    ['Hoe kan ik mijn wachtwoord wijzigen?', 'nl'],
    ['我的账户无法登录', 'zh'],
    ['アカウントにログインできません', 'ja'],
    ['비밀번호를 잊어버렸습니다', 'ko'],
    ['Я не могу войти в аккаунт', 'ru'],
    ['ลืมรหัสผ่าน', 'th'],
    ['使用 Zendesk API 的时候一直报错', 'zh'],
    ['', 'und'],
    ['OK', 'und'],
    ['12345 !!!', 'und'],
  ])('%s: %s', (text, language) => {
    expect(detectLanguage(text).language).toBe(language);
  });

  it('addresses say nothing about the language', () => {
    expect(detectLanguage('https://the.example/what/is/this the@that.example').language).toBe(
      'und',
    );
  });
});

describe('C.5: detectUrgency', () => {
  it.each([
    ['The site is down', 0.9, 'urgent', ['outage']],
    ['We are blocked', 0.6, 'high', ['blocked_work']],
    ['Please answer today', 0.4, 'normal', ['time_pressure']],
    ['I was charged twice, urgent', 0.64, 'high', ['time_pressure', 'money_lost']],
    ['urgent, asap, immediately!', 0.4, 'normal', ['time_pressure']],
    ['Site is down and data loss', 0.99, 'urgent', ['outage', 'data_or_security']],
    ['This is not urgent', 0, 'low', []],
    ['How do I export? urgent', 0.4, 'low', ['time_pressure']],
    ['How do I work while production is blocked?', 0.6, 'high', ['blocked_work']],
    ['Hello there', 0, 'low', []],
    ['系统宕机了', 0.9, 'urgent', ['outage']],
    ['至急お願いします', 0.4, 'normal', ['time_pressure']],
    ['Es ist dringend', 0.4, 'normal', ['time_pressure']],
  ] as const)('%s: %d, %s', (text, score, suggestedPriority, cues) => {
    expect(detectUrgency(text)).toEqual({ score, suggestedPriority, cues });
  });
});

describe('writeAutoResponse', () => {
  const context = { mode: 'answer', language: 'en', category: 'x', priority: 'low' } as const;
  it('leaves out what an article does not have', () => {
    const text = writeAutoResponse({
      ...context,
      articles: [
        { id: '1', title: 'One' },
        { id: '2', title: null, url: 'https://help.example/2' },
        { id: '3', title: null },
      ],
    });
    expect(text.split('\n').slice(3)).toEqual(['- One', '- https://help.example/2']);
  });
  it('without articles promises none', () => {
    expect(writeAutoResponse({ ...context, articles: [] })).not.toContain('articles');
  });
});

describeWithReference('the language of the reference sentences', () => {
  it('is told in at least 97 %', () => {
    const rows = readReferenceText('data/churn_intent_cases.csv').trim().split('\n').slice(1);
    const right = rows.filter((row) => {
      const [, language, text = ''] = /^(\w+),\d,(.*)$/.exec(row) ?? [];
      return detectLanguage(text).language === language;
    });
    expect(right.length / rows.length).toBeGreaterThanOrEqual(0.97);
  });
});
