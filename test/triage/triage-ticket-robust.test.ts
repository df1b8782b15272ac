import fc from 'fast-check';
import {
  type Classification,
  type TicketClassifier,
  tokenize,
  type TriageTicket,
  triageTicket,
} from 'polydesk/triage';
import { describe, expect, it } from 'vitest';
import { SupportError, ValidationError } from '../../src/errors/index.ts';
import { TICKET_PRIORITIES } from '../../src/model/enums.ts';
import { ticket, says } from './support.ts';

describe('X5: nothing that was given is changed', () => {
  it('a classification used twice does not leak tags between tickets', async () => {
    const shared: Classification = {
      category: 'other',
      priority: 'low',
      tags: Object.freeze(['a']),
      confidence: 0.5,
    };
    const classifier = () => Object.freeze(shared);
    await triageTicket(ticket({ description: 'Cancel my subscription.' }), { classifier });
    const second = await triageTicket(ticket(), { classifier });
    expect(second.tags).toEqual(['a']);
    expect(shared.tags).toEqual(['a']);
  });

  it('a frozen ticket survives', async () => {
    const frozen = Object.freeze({
      ...ticket({ tags: Object.freeze(['x']) }),
      metadata: Object.freeze({ plan: 'pro', mrr: 9000 }),
    });
    expect(await triageTicket(frozen)).toEqual(await triageTicket(frozen));
  });
});

describe('a ticket without its parts', () => {
  it('is a validation error that names them', async () => {
    const whole = {
      subject: 'x',
      description: null,
      tags: [],
      metadata: { plan: null, mrr: null },
    };
    const issues = async (ticketLike: object) => {
      // Safe: what a program without types would pass.
      const error: unknown = await triageTicket(ticketLike as TriageTicket).catch(
        (caught: unknown) => caught,
      );
      expect(error).toBeInstanceOf(ValidationError);
      expect(error).toMatchObject({
        message: expect.stringContaining('The ticket is not usable.'),
      });
      return error;
    };
    const metadata = { path: 'metadata', message: 'must be an object' };
    const tags = { path: 'tags', message: 'must be a list' };
    expect(await issues({})).toMatchObject({ issues: [metadata, tags] });
    expect(await issues({ ...whole, metadata: null })).toMatchObject({ issues: [metadata] });
    expect(await issues({ ...whole, tags: 'vip' })).toMatchObject({ issues: [tags] });
  });
});

describe('a classifier that answers nonsense', () => {
  it('is a validation error that names the fields and quotes nothing', async () => {
    const classifier = (() => ({
      category: '',
      priority: 'SECRET',
      tags: [1],
      confidence: 1.2,
      sentiment: 7,
    })) as unknown as TicketClassifier; // what a model could send
    const failure = await triageTicket(ticket(), { classifier }).catch((error: unknown) => error);
    expect(failure).toMatchObject({
      code: 'validation_failed',
      issues: ['category', 'priority', 'tags', 'confidence', 'sentiment'].map((path) => ({ path })),
    });
    expect(String(failure)).not.toContain('SECRET');
  });

  it.each([[null], [undefined], ['bug'], [Number.NaN]])('%s is refused', async (answer) => {
    const classifier = (() => answer) as unknown as TicketClassifier; // what a model could send
    await expect(triageTicket(ticket(), { classifier })).rejects.toMatchObject({
      code: 'validation_failed',
    });
  });

  it('what it throws passes through as it is', async () => {
    const own = new Error('model offline');
    await expect(triageTicket(ticket(), { classifier: () => Promise.reject(own) })).rejects.toBe(
      own,
    );
    await expect(
      triageTicket(ticket(), {
        classifier: () => {
          throw own;
        },
      }),
    ).rejects.toBe(own);
  });
});

describe('the abort signal', () => {
  const never = () => new Promise<never>(() => undefined);

  it('ends a classifier that never answers', async () => {
    const controller = new AbortController();
    const pending = triageTicket(ticket(), { classifier: never, signal: controller.signal });
    controller.abort();
    await expect(pending).rejects.toMatchObject({ code: 'request_aborted' });
  });

  it('ends an article search that never answers', async () => {
    const controller = new AbortController();
    const pending = triageTicket(ticket(), {
      classifier: says(),
      findArticles: () => {
        queueMicrotask(() => controller.abort());
        return never();
      },
      signal: controller.signal,
    });
    await expect(pending).rejects.toMatchObject({ code: 'request_aborted' });
  });

  it('fired before, nothing is asked; the error is of the one family', async () => {
    let asked = 0;
    const failure = await triageTicket(ticket(), {
      classifier: () => {
        asked += 1;
        return never();
      },
      signal: AbortSignal.abort(),
    }).catch((error: unknown) => error);
    expect(asked).toBe(0);
    expect(SupportError.isInstance(failure)).toBe(true);
  });

  it('reaches classifier and finder', async () => {
    const { signal } = new AbortController();
    const seen: unknown[] = [];
    await triageTicket(ticket(), {
      signal,
      classifier: (_, options) => {
        seen.push(options.signal);
        return { category: 'x', priority: 'low', tags: [], confidence: 0 };
      },
      findArticles: (_, options) => {
        seen.push(options.signal);
        return [];
      },
    });
    expect(seen).toEqual([signal, signal]);
  });
});

describe('for any ticket and classifier', () => {
  const tickets: fc.Arbitrary<TriageTicket> = fc.record({
    subject: fc.option(fc.string()),
    description: fc.option(fc.string({ unit: 'grapheme' })),
    tags: fc.array(fc.string(), { maxLength: 4 }),
    metadata: fc.record({ plan: fc.option(fc.string()), mrr: fc.option(fc.nat(10_000)) }),
  });
  const answers = fc.record({
    category: fc.string({ minLength: 1 }),
    priority: fc.constantFrom(...TICKET_PRIORITIES),
    tags: fc.array(fc.string(), { maxLength: 4 }),
    confidence: fc.double({ min: 0, max: 1, noNaN: true }),
  });

  it('priority never falls, tags are kept without doubles, a response needs confidence', async () => {
    await fc.assert(
      fc.asyncProperty(tickets, answers, async (one, answer) => {
        const result = await triageTicket(one, { classifier: () => answer });
        expect(TICKET_PRIORITIES.indexOf(result.priority)).toBeGreaterThanOrEqual(
          TICKET_PRIORITIES.indexOf(answer.priority),
        );
        expect(new Set(result.tags).size).toBe(result.tags.length);
        expect(result.tags).toEqual(expect.arrayContaining([...one.tags, ...answer.tags]));
        expect(result.autoResponse !== null).toBe(answer.confidence > 0.9);
        expect(result.team).not.toBe('');
      }),
    );
  });
});

describe('a message of 300,000 characters', () => {
  // Each once took more than the limit of a test, or all of the memory; the work must grow with the text.
  it.each([
    ['negated cues', 'not urgent, not bad. '],
    ['the end of a letter on each line', 'thanks\n'],
    ['a row of dots', '.'],
    ['marks on one letter, out of order', '\u0323\u0301'],
    ['Chinese without a break', '的'],
    ['one word of many parts', 'é-'],
    ['quotes in quotes', '<blockquote><p>'],
  ])('%s', async (_, part) => {
    const description = `Hello\n${part.repeat(300_000 / part.length)}x`;
    const { category } = await triageTicket(ticket({ subject: 'Help', description }), {
      classifier: ({ description: text }) => ({
        category: tokenize(text).length > 0 ? 'read' : 'empty',
        priority: 'low',
        tags: [],
        confidence: 0.5,
      }),
      recent: [],
    });
    expect(category).toBe('read');
  });
});
