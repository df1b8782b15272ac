import { detectLanguage, detectSentiment, triageTicket } from 'polydesk/triage';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HELD_OUT } from './text/held-out-sentences.ts';
import { SENTENCES } from './text/sentences.ts';

const share = (sets: Readonly<Record<string, readonly string[]>>) => {
  const all = Object.entries(sets).flatMap(([language, texts]) =>
    texts.map((text) => detectLanguage(text).language === language),
  );
  return all.filter(Boolean).length / all.length;
};

describe('T12, C.2: languages', () => {
  it('at least .97 of one-sentence messages that it was not tuned on', () => {
    expect(share(HELD_OUT)).toBeGreaterThanOrEqual(0.97);
  });

  it('and of those it was', () => {
    expect(share(SENTENCES)).toBeGreaterThanOrEqual(0.97);
  });
});

describe('C.5: sentiment', () => {
  it.each([
    ['This is terrible, I am very disappointed!', 'negative'],
    ['Your support is excellent, thank you!', 'positive'],
    ['The file has three pages.', 'neutral'],
    ['Es inaceptable, estoy muy enfadado.', 'negative'],
    ['Excelente servicio, gracias', 'positive'],
    ['Das ist eine Frechheit.', 'negative'],
    ['Hervorragend, danke!', 'positive'],
    ['C’est scandaleux, une arnaque.', 'negative'],
    ['Parfait, merci beaucoup', 'positive'],
    ['Que vergonha, péssimo serviço', 'negative'],
    ['Tudo perfeito, obrigada', 'positive'],
    ['太差了，我很失望', 'negative'],
    ['非常好，谢谢', 'positive'],
    ['最悪です。がっかりしました。', 'negative'],
    ['素晴らしい、ありがとうございます', 'positive'],
    ['', 'neutral'],
  ] as const)('%s is %s', (text, label) => {
    expect(detectSentiment(text).label).toBe(label);
  });

  it('a negator turns a word round, an intensifier makes it stronger', () => {
    const score = (text: string) => detectSentiment(text).score;
    // helpful +2: 2 / √(4 + 15); not helpful: -1.5 / √(2.25 + 15); very helpful: 3 / √(9 + 15).
    expect(score('helpful')).toBeCloseTo(2 / Math.sqrt(19), 8);
    expect(score('not helpful')).toBeCloseTo(-1.5 / Math.sqrt(17.25), 8);
    expect(score('very helpful')).toBeCloseTo(3 / Math.sqrt(24), 8);
    expect(score('helpful!')).toBeCloseTo(2.2 / Math.sqrt(2.2 ** 2 + 15), 8);
    expect(score('HELPFUL')).toBeCloseTo(2.5 / Math.sqrt(6.25 + 15), 8);
    expect(score('No. Helpful')).toBe(score('helpful'));
    expect(score('bad service')).toBeCloseTo(-2 / Math.sqrt(19), 8);
  });

  it('lies between -1 and 1 for any text, and tells its cues', () => {
    expect(detectSentiment('great but slow').cues).toEqual([
      { phrase: 'great', weight: 2 },
      { phrase: 'slow', weight: -1 },
    ]);
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(Math.abs(detectSentiment(text).score)).toBeLessThanOrEqual(1);
      }),
      { numRuns: process.env['POLYDESK_DEEP'] === '1' ? 1000 : 100 },
    );
  });
});

describe('T1: triage returns sentiment and duplicates', () => {
  const ticket = {
    id: 'new',
    subject: 'The export is empty',
    description: 'This is terrible, the exported file has no rows.',
    tags: [],
    metadata: { plan: null, mrr: null },
    createdAt: Date.UTC(2026, 0, 15),
    requester: { id: 'bob' },
  };
  const recent = [
    {
      id: 'old',
      subject: ticket.subject,
      description: ticket.description,
      createdAt: Date.UTC(2026, 0, 14),
      requesterId: 'bob',
    },
  ];

  it('the mood of the own words makes an automatic response acknowledge only (T7)', async () => {
    const classifier = () => ({
      category: 'technical.bug',
      priority: 'normal' as const,
      tags: [],
      confidence: 0.95,
    });
    const result = await triageTicket(ticket, { classifier });
    expect(result.sentiment.label).toBe('negative');
    expect(result.autoResponse?.mode).toBe('acknowledge');
  });

  it('duplicates are told with a reason, and none are made up', async () => {
    const result = await triageTicket(ticket, { recent });
    expect(result.duplicates.map(({ id, kind }) => [id, kind])).toEqual([['old', 'exact']]);
    expect(result.reasons.map(({ code }) => code)).toContain('duplicates_found');
    expect((await triageTicket(ticket)).duplicates).toEqual([]);
    const stranger = { ...ticket, requester: null };
    expect((await triageTicket(stranger, { recent })).duplicates[0]?.kind).toBe('near');
    const { createdAt: _, ...undated } = ticket;
    expect((await triageTicket(undated, { recent })).duplicates).toEqual([]);
  });
});
