import {
  TRIAGE_REASON_CODES,
  type TriageOptions,
  type TriageTicket,
  triageTicket,
} from 'polydesk/triage';
import { describe, expect, it } from 'vitest';
import { type TicketPriority } from '../../src/model/enums.ts';
import { ticket, paying, says, run, codes } from './support.ts';

describe('T1: what triage returns', () => {
  it('has a decision for every field, with reasons from the closed list', async () => {
    const result = await triageTicket(ticket());
    expect(Object.keys(result).sort()).toEqual([
      'autoResponse',
      'cancellation',
      'category',
      'confidence',
      'duplicates',
      'language',
      'priority',
      'reasons',
      'sentiment',
      'suggestedArticles',
      'tags',
      'team',
      'urgency',
    ]);
    expect(result.language.language).toBe('en');
    expect(result.reasons.length).toBeGreaterThan(0);
    for (const code of codes(result)) expect(TRIAGE_REASON_CODES).toContain(code);
  });

  it('an empty ticket still goes to people', async () => {
    const result = await triageTicket(ticket({ subject: null, description: null }));
    expect(result).toMatchObject({
      category: 'other',
      priority: 'normal',
      team: 'general-support',
      confidence: 0,
      autoResponse: null,
      cancellation: null,
    });
    expect(codes(result)[0]).toBe('no_category_evidence');
  });
});

describe('T2: the classifier sees subject and description', () => {
  it('and the language and tags', async () => {
    const seen: unknown[] = [];
    await triageTicket(
      ticket({ subject: 'Mein Konto', description: 'Es wurde gesperrt.', tags: ['vip'] }),
      {
        classifier: (input) => {
          seen.push(input);
          return { category: 'x', priority: 'low', tags: [], confidence: 0.5 };
        },
      },
    );
    expect(seen).toEqual([
      { subject: 'Mein Konto', description: 'Es wurde gesperrt.', language: 'de', tags: ['vip'] },
    ]);
  });

  it('the built-in one finds words in either', async () => {
    const inSubject = await triageTicket(
      ticket({ subject: 'I forgot my password', description: null }),
    );
    const inBody = await triageTicket(
      ticket({ subject: null, description: 'I forgot my password' }),
    );
    expect([inSubject.category, inBody.category]).toEqual([
      'account.password_recovery',
      'account.password_recovery',
    ]);
  });
});

describe('T3: revenue elevates by exactly one level', () => {
  it.each([
    ['low', 'normal'],
    ['normal', 'high'],
    ['high', 'urgent'],
    ['urgent', 'urgent'],
  ] as const)('%s becomes %s from 5000 on', async (priority, expected) => {
    expect((await run(paying(5000), { priority })).priority).toBe(expected);
    expect((await run(paying(4999.99), { priority })).priority).toBe(priority);
    expect((await run(paying(null), { priority })).priority).toBe(priority);
  });

  it('names revenue as the reason, and the threshold can be set', async () => {
    const result = await run(paying(300), { priority: 'low' }, { elevateFromMrr: 300 });
    expect(result.reasons).toContainEqual({
      code: 'high_revenue_raised_priority',
      message: 'The customer brings much revenue: low becomes normal.',
      evidence: { mrr: 300, elevateFromMrr: 300, from: 'low', to: 'normal' },
    });
  });
});

describe('T4: a customer who wants to leave', () => {
  const leaving = { subject: 'Contract', description: 'We want to cancel our subscription.' };

  it('is urgent and tagged, whatever the classifier and the revenue say', async () => {
    const result = await run(ticket(leaving), { priority: 'low' });
    expect(result).toMatchObject({ priority: 'urgent', tags: ['churn-risk'] });
    expect(result.cancellation).toMatchObject({ language: 'en' });
  });

  it('is seen in the subject too', async () => {
    const result = await run(ticket({ subject: 'Close my account', description: null }));
    expect(result.tags).toEqual(['churn-risk']);
  });

  it('gets the tag once', async () => {
    const tagged = ticket({ ...leaving, tags: ['churn-risk', 'vip'] });
    expect((await run(tagged, { tags: ['churn-risk', 'x'] })).tags).toEqual([
      'churn-risk',
      'vip',
      'x',
    ]);
  });

  it('comes after the revenue rule and wins', async () => {
    const result = await run(
      { ...ticket(leaving), metadata: { plan: null, mrr: 9000 } },
      { priority: 'low' },
    );
    expect(codes(result).filter((code) => /raised|cancellation/.test(code))).toEqual([
      'high_revenue_raised_priority',
      'cancellation_intent',
    ]);
    expect(result.priority).toBe('urgent');
  });

  it.each([
    [0.5, ['churn-risk']],
    [0.49, []],
  ])('a classifier that sees it with %d is believed: %j', async (confidence, tags) => {
    const result = await run(ticket(), {
      category: 'subscription.cancel_subscription',
      confidence,
    });
    expect(result.tags).toEqual(tags);
  });

  it('the built-in classifier does not take a refusal for a wish', async () => {
    const result = await triageTicket(
      ticket({ subject: null, description: 'Please do not delete my account.' }),
    );
    expect(result.tags).toEqual([]);
  });
});

describe('T5: the team follows from the final category and priority', () => {
  it('an elevated priority can change the team', async () => {
    expect((await run(paying(0), { priority: 'high' })).team).toBe('technical-support');
    expect((await run(paying(5000), { priority: 'high' })).team).toBe('technical-escalation');
  });
});

describe('T6: suggested articles', () => {
  const searched = async (one: TriageTicket, options: TriageOptions = {}) => {
    const queries: unknown[] = [];
    await run(
      one,
      {},
      {
        ...options,
        findArticles: (query) => {
          queries.push(query);
          return [];
        },
      },
    );
    return queries;
  };

  it('come from searching the subject', async () => {
    expect(await searched(ticket({ subject: 'Export of reports' }))).toEqual([
      { text: 'Export of reports', category: 'technical.bug', language: 'en', limit: 3 },
    ]);
  });

  it('a subject that says too little is helped by 200 characters of the description', async () => {
    const description = `The export is empty ${'🙂'.repeat(300)}`;
    const [query] = await searched(ticket({ subject: 'Help', description, language: 'en' }));
    expect(query).toMatchObject({ text: `Help The export is empty ${'🙂'.repeat(180)}` });
  });

  it('four Chinese characters are enough for a subject', async () => {
    const [query] = await searched(
      ticket({ subject: '导出报表', description: '第二页的顺序不同' }),
    );
    expect(query).toMatchObject({ text: '导出报表', language: 'zh' });
  });

  it('nothing is searched without text', async () => {
    expect(await searched(ticket({ subject: ' ', description: null }))).toEqual([]);
  });

  it('keeps the finder’s own articles and order, up to the limit', async () => {
    const articles = ['a', 'b', 'c', 'd'].map((id) => ({ id, title: id, own: true }));
    const result = await triageTicket(ticket(), {
      classifier: says(),
      findArticles: async () => articles,
      articleLimit: 2,
    });
    expect(result.suggestedArticles).toEqual(articles.slice(0, 2));
    expect(result.suggestedArticles[0]?.own).toBe(true);
  });

  it('a failing search costs the suggestions, not the triage, and no text leaks', async () => {
    const result = await run(
      ticket(),
      {},
      {
        findArticles: () => Promise.reject(new Error('Export of the quarterly report')),
      },
    );
    expect(result.suggestedArticles).toEqual([]);
    const reason = result.reasons.find(({ code }) => code === 'article_search_failed');
    expect(JSON.stringify(reason)).not.toContain('quarterly');
  });
});

describe('T7: the automatic response', () => {
  it.each([
    [0.9, null],
    [0.900001, 'answer'],
    [1, 'answer'],
  ])('with a confidence of %d: %s', async (confidence, mode) => {
    expect((await run(ticket(), { confidence })).autoResponse?.mode ?? null).toBe(mode);
  });

  it.each([
    ['an urgent ticket', ticket(), { priority: 'urgent' as TicketPriority }],
    ['a customer who may leave', ticket({ description: 'Cancel my subscription.' }), {}],
    ['a ticket tagged before', ticket({ tags: ['churn-risk'] }), {}],
    ['an annoyed customer, by the classifier', ticket(), { sentiment: -0.25 }],
    ['an annoyed customer, by the provider', ticket({ sentiment: -0.6 }), {}],
  ])('only acknowledges %s', async (_, one, answer) => {
    const { autoResponse } = await run(one, { confidence: 0.99, ...answer });
    expect(autoResponse?.mode).toBe('acknowledge');
  });

  it('the classifier’s view of the mood wins over the provider’s', async () => {
    const result = await run(ticket({ sentiment: -1 }), { confidence: 0.99, sentiment: 0.1 });
    expect(result.autoResponse?.mode).toBe('answer');
  });

  it('has nothing that could close a ticket or count as a reply', async () => {
    const { autoResponse } = await run(ticket(), { confidence: 1 });
    expect(Object.keys(autoResponse ?? {}).sort()).toEqual(['language', 'mode', 'text']);
  });

  it('an answer lists the articles, an acknowledgement does not', async () => {
    const findArticles = () => [
      { id: '1', title: 'Sort an export', url: 'https://help.example/1' },
    ];
    const answer = await run(ticket(), { confidence: 1 }, { findArticles });
    const calm = await run(ticket(), { confidence: 1, priority: 'urgent' }, { findArticles });
    expect(answer.autoResponse?.text).toContain('- Sort an export: https://help.example/1');
    expect(calm.autoResponse?.text).not.toContain('Sort an export');
  });

  it('the text can be written elsewhere', async () => {
    const result = await run(
      ticket({ language: 'nl' }),
      { confidence: 1 },
      {
        writeAutoResponse: ({ mode, language }) => `${mode} in ${language}`,
      },
    );
    expect(result.autoResponse).toEqual({ mode: 'answer', text: 'answer in nl', language: 'nl' });
  });
});

describe('T12: languages', () => {
  it.each([
    ['zh', '我忘记密码了,请帮我重置密码'],
    ['es', 'Olvidé mi contraseña y no puedo entrar.'],
    ['de', 'Ich habe mein Passwort vergessen.'],
    ['fr', "J'ai un mot de passe oublié, je voudrais le réinitialiser."],
    ['pt', 'Esqueci minha senha, por favor me ajudem.'],
    ['ja', 'パスワードを忘れました。'],
    ['en', 'Hello, I forgot my password.'],
  ])('%s: %s', async (language, description) => {
    const result = await triageTicket(ticket({ subject: null, description }));
    expect(result.language.language).toBe(language);
    expect(result.category).toBe('account.password_recovery');
  });

  it.each([
    ['zh-CN', 'zh', '感谢'],
    ['ja', 'ja', 'お問い合わせ'],
    ['de-AT', 'de', 'Vielen Dank'],
    ['nl', 'en', 'Thank you'],
  ])('a response to %s is written in %s', async (language, expected, text) => {
    const { autoResponse } = await run(ticket({ language }), { confidence: 1 });
    expect(autoResponse?.language).toBe(expected);
    expect(autoResponse?.text).toContain(text);
  });
});

describe('C.5: pressing words raise the classifier’s priority', () => {
  const pressing = ticket({ subject: 'The whole shop is down', description: null });
  it('unless they may not', async () => {
    expect((await run(pressing, { priority: 'low' })).priority).toBe('urgent');
    expect((await run(pressing, { priority: 'low' }, { urgencyMayRaise: false })).priority).toBe(
      'low',
    );
  });
  it('and never lower it', async () => {
    expect((await run(ticket(), { priority: 'high' })).priority).toBe('high');
  });
});
