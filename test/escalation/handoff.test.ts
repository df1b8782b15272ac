import fc from 'fast-check';
import {
  buildHandoff,
  handoffCompleteness,
  type HandoffInput,
  renderHandoff,
} from 'polydesk/escalation';
import { aMessage, aTicket } from 'polydesk/testing';
import { describe, expect, it } from 'vitest';
import { ConfigurationError, ValidationError } from '../../src/errors/index.ts';
import { handoffInput } from './support.ts';

describe('E5: every handoff carries conversation, account and attempts', () => {
  it('in full, oldest first, with bots and internal notes', () => {
    const handoff = buildHandoff(handoffInput());
    expect(handoff.timeline.map(({ id, role, visibility }) => [id, role, visibility])).toEqual([
      ['example:acme:1', 'customer', 'public'],
      ['example:acme:2', 'bot', 'public'],
      ['example:acme:3', 'customer', 'public'],
      ['example:acme:4', 'agent', 'internal'],
    ]);
    expect(handoff.customer).toMatchObject({ plan: 'pro', mrr: 1200, accountAge: 400 });
    expect(handoff.attemptedSolutions.map(({ action }) => action)).toEqual([
      'Sent article',
      'Cleared the cache',
    ]);
    expect(handoff).toMatchObject({
      from: 'L1',
      to: 'L2',
      severity: 'SEV3',
      redactions: [],
      completeness: { complete: true, missing: [] },
      slaState: [{ dueAt: new Date('2026-03-02T18:00:00Z') }, { dueAt: null }],
    });
  });

  it.each<[string, Partial<HandoffInput>, string]>([
    ['no conversation', { messages: [] }, 'conversation'],
    ['a conversation that was cut', { threadComplete: false }, 'conversation'],
    ['no account', { customer: null }, 'account'],
    ['an empty account', { customer: { plan: null, mrr: null, accountAge: null } }, 'account'],
    ['attempts that nobody knows', { attemptedSolutions: null }, 'attempted_solutions'],
    ['an empty list of attempts', { attemptedSolutions: [] }, 'attempted_solutions'],
    ['no reason', { reason: ' ' }, 'reason'],
    ['no request', { requestedAction: '' }, 'requested_action'],
  ])('%s is refused, unless forced, and then still named', (_, changes, part) => {
    const input = handoffInput(changes);
    expect(() => buildHandoff(input)).toThrow(ValidationError);
    try {
      buildHandoff(input);
    } catch (error) {
      expect(error).toMatchObject({ issues: [{ path: part }] });
    }
    const forced = buildHandoff(input, { force: true });
    expect(forced.completeness).toMatchObject({ complete: false, missing: [{ part }] });
    expect(renderHandoff(forced)[0]).toContain('**This handoff is not complete.**');
  });

  it("takes 'none tried' for an answer, a plan alone for an account, an unknown thread as whole", () => {
    const input = handoffInput({
      attemptedSolutions: 'none tried',
      customer: { plan: 'free', mrr: null, accountAge: null },
      threadComplete: null,
    });
    expect(handoffCompleteness(input).complete).toBe(true);
    expect(renderHandoff(buildHandoff(input))[0]).toContain('Nothing was tried.');
  });

  it('keeps a message without a text, and one without the optional parts', () => {
    const author = { kind: 'customer', name: null } as const;
    const messages = [
      { id: 'm', visibility: 'public' as const, author, bodyText: null, createdAt: 0 },
    ];
    const { timeline, summary, slaState, environment } = buildHandoff({
      ticket: handoffInput().ticket,
      customer: { plan: 'pro', mrr: null, accountAge: null },
      messages,
      attemptedSolutions: 'none tried',
      from: 'L0',
      to: 'L1',
      severity: null,
      reason: 'r',
      requestedAction: 'a',
    });
    expect(timeline).toEqual([
      {
        id: 'm',
        at: new Date(0),
        role: 'customer',
        author: null,
        visibility: 'public',
        text: '',
        attachments: [],
      },
    ]);
    expect([summary, slaState, environment]).toEqual([null, [], {}]);
  });

  it('refuses times that are none', () => {
    const messages = [aMessage({ createdAt: new Date('x') })];
    expect(() => buildHandoff(handoffInput({ messages }))).toThrow(
      new ValidationError('`message.createdAt` is not usable.', {
        issues: [
          { path: 'message.createdAt', message: 'must be a valid Date or milliseconds since 1970' },
        ],
      }),
    );
  });
});

describe('G.3: secrets and card numbers are redacted', () => {
  it('in every text of the handoff, and told where', () => {
    const card = '4111111111111111';
    const input = handoffInput({
      ticket: aTicket({ subject: `Refund ${card}` }),
      messages: [
        aMessage({
          bodyText: null,
          bodyHtml: `<p>${card}</p>`,
          attachments: [
            {
              id: null,
              externalId: null,
              fileName: `card ${card}.png`,
              contentType: null,
              size: null,
              url: 'https://files.example/signed?sig=1',
              urlExpiresAt: null,
              requiresAuth: false,
              isInline: false,
              contentId: null,
              sha256: null,
              malwareScan: null,
              messageId: null,
            },
          ],
        }),
      ],
      attemptedSolutions: [
        { action: `charged ${card}`, by: 'Bea', at: 0, result: `${card} refused` },
      ],
      summary: card,
      reason: card,
      requestedAction: card,
      environment: { card },
    });
    const handoff = buildHandoff(input);
    expect(JSON.stringify(handoff)).not.toContain(card);
    expect(renderHandoff(handoff).join('')).not.toContain(card);
    expect(handoff.redactions.map(({ path }) => path).sort()).toEqual(
      [
        'ticket.subject',
        'timeline[0].text',
        'timeline[0].attachments[0].fileName',
        'attemptedSolutions[0].action',
        'attemptedSolutions[0].result',
        'summary',
        'environment.card',
        'reason',
        'requestedAction',
      ].sort(),
    );
    expect(JSON.stringify(handoff)).not.toContain('signed');
  });
});

describe('G.3: rendered for a note', () => {
  it('says all that there is, with times in UTC', () => {
    const [page = '', ...more] = renderHandoff(
      buildHandoff(handoffInput({ summary: 'In short.' })),
    );
    expect(more).toEqual([]);
    for (const part of [
      '# Handoff L1 → L2\n',
      '- Ticket: 1042',
      '- Link: <https://acme.example/1042>',
      '- Severity: SEV3',
      '## Why\n\n```text\nThe first level cannot see the export log.\n```',
      '## Please\n\n```text\nFind out why row 1001 is refused.\n```',
      '## Summary\n\n```text\nIn short.\n```',
      '- Plan: pro',
      '- Health: 58, at-risk',
      '- Renewal: 2026-05-01',
      '- 2026-03-02 10:01, Helper: Sent article (article a1): no help',
      '- first_reply 1: paused, paused, due open',
      '- version: 4.2.1',
      '**2026-03-02 10:30 Bea (agent), internal note**',
      '```text\nLooks like the row limit.\n```',
    ])
      expect(page).toContain(part);
  });

  it('lets no text become markup', () => {
    const nasty = '# Title\n![x](http://tracker.example)\n```\n<script>\n````';
    const input = handoffInput({
      ticket: aTicket({ subject: '![x](http://tracker.example) <b>' }),
      messages: [
        aMessage({
          bodyText: nasty,
          author: { id: null, kind: 'unknown', name: null, email: null },
        }),
      ],
    });
    const page = renderHandoff(buildHandoff(input)).join('');
    expect(page).toContain(`\`\`\`\`\`text\n${nasty}\n\`\`\`\`\``);
    expect(page).toContain('- Subject: !\\[x\\](http://tracker.example) \\<b\\>');
    expect(page).toContain(' unknown**');
  });

  it('names files, gaps and what was taken out', () => {
    const file = { fileName: 'log*.txt', contentType: 'text/plain', size: 12 };
    const input = handoffInput({
      ticket: { ...handoffInput().ticket, url: null, number: null, tags: ['a'], subject: null },
      customer: null,
      attemptedSolutions: null,
      environment: {},
      slaClocks: [],
      severity: null,
      reason: 'password: abcd1234',
      messages: [
        {
          ...aMessage(),
          attachments: [{ ...file }, { fileName: 'b', contentType: null, size: null }],
        },
      ],
    });
    const page = renderHandoff(buildHandoff(input, { force: true })).join('');
    for (const part of [
      '- file: log\\*.txt, text/plain, 12 bytes',
      '- file: b, not known, size not known',
      'Nothing is known.',
      'Not known.',
      'Taken out of the texts: 1 card numbers or secrets.',
      '- Tags: a',
      '- Severity: none',
      '- Ticket: example:acme:42',
    ])
      expect(page).toContain(part);
    expect(page).not.toContain('## SLA');
    expect(page).not.toContain('## Environment');
    expect(page).not.toContain('Link');
  });

  it('shows what is not known of a customer as not known', () => {
    const customer = { plan: 'pro', mrr: null, accountAge: null };
    const page = renderHandoff(buildHandoff(handoffInput({ customer }))).join('');
    expect(page).toContain('- Monthly revenue: not known');
    expect(page).toContain('- Health: not known');
    const health = { score: null, status: 'unknown' };
    const other = renderHandoff(
      buildHandoff(handoffInput({ customer: { ...customer, health } })),
    ).join('');
    expect(other).toContain('- Health: ?, unknown');
  });

  it('becomes several pages instead of being cut', () => {
    const messages = Array.from({ length: 40 }, (_, index) =>
      aMessage({ id: `example:acme:${index}`, bodyText: `${index} ${'long '.repeat(200)}` }),
    );
    const pages = renderHandoff(buildHandoff(handoffInput({ messages })), { maxPageLength: 4000 });
    expect(pages.length).toBeGreaterThan(9);
    expect(pages[1]).toContain(`# Handoff L1 → L2 (2/${pages.length})`);
    const all = pages.join('');
    for (let index = 0; index < 40; index += 1) expect(all).toContain(`\n${index} long `);
  });

  it('refuses pages that are too small to say anything', () => {
    const handoff = buildHandoff(handoffInput());
    expect(() => renderHandoff(handoff, { maxPageLength: 999 })).toThrow(ConfigurationError);
  });

  it('loses no character of any conversation, and keeps to the page', () => {
    const texts = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 3000 }),
      fc.string({ unit: fc.constantFrom('`', 'a', '😀'), maxLength: 3000 }),
      fc.constant('`'.repeat(5000)),
    );
    fc.assert(
      fc.property(fc.array(texts, { minLength: 1, maxLength: 4 }), (bodies) => {
        const messages = bodies.map((bodyText) => aMessage({ bodyText }));
        const attemptedSolutions = [
          { action: 'x'.repeat(3000), by: 'Bea', at: 0, result: 'none' },
          { action: 'y', by: 'Bea', at: 0, result: 'none' },
        ];
        const handoff = buildHandoff(handoffInput({ messages, attemptedSolutions }));
        const pages = renderHandoff(handoff, { maxPageLength: 1200 });
        for (const page of pages) expect(page.length).toBeLessThanOrEqual(1200);
        const fences = [...pages.join('\n').matchAll(/^(`{3,})text\n([\s\S]*?)\n\1$/gm)];
        const said = fences.map(([, , body]) => body).join('');
        expect(said).toContain(handoff.timeline.map(({ text }) => text).join(''));
      }),
    );
  });
});
