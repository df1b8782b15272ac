import type { MigrationMapping } from 'polydesk/migration';
import { describe, expect, it } from 'vitest';
import { furnish } from '../articles/furnish.ts';
import type { AnySupportAdapter } from '../support/types.ts';
import { openPlanWorld, type PlanWorld } from './world.ts';

/** An adapter of which some parts are others. */
const changed = (adapter: AnySupportAdapter, parts: Partial<AnySupportAdapter>) => {
  const own = Object.entries(parts).map(([key, value]) => [key, { value }]);
  // Safe: the adapter itself, but for these parts.
  return Object.create(adapter, Object.fromEntries(own)) as AnySupportAdapter;
};

/** The target, without any custom field. */
const withoutFields = ({ target: { adapter } }: PlanWorld) =>
  changed(adapter, { fields: { ...adapter.fields, list: async () => [] } });

async function whole(phase: AsyncIterable<unknown>): Promise<void> {
  for await (const _progress of phase);
}

describe('a plan of a part of the tickets', () => {
  it('counts what the scope and the mapping leave out, and expects nothing of it', async () => {
    const world = await openPlanWorld('freshdesk', 'zendesk');
    const customFields = { order_number: 'A-17' };
    for (let index = 0; index < 4; index += 1) await world.ticket({ customFields });
    await world.ticket({ tags: ['keep'] });
    const scope = { tickets: ({ tags }: { tags: readonly string[] }) => tags.includes('keep') };
    const migration = world.migrate({ scope, to: withoutFields(world) });
    // Once while it scans, once when all is scanned.
    for (const plan of [await migration.plan(), await migration.plan()]) {
      expect(plan.leftOut).toEqual([{ reason: 'The scope leaves it out.', count: 4 }]);
      expect(plan.counts.ticket).toEqual({ planned: 5 });
      expect(plan.estimate).toMatchObject({ sampledTickets: 1, reads: 2, writes: 1 });
      expect(plan.unmapped).toEqual([]);
    }
  });

  it('counts the people that it plans', async () => {
    const world = await openPlanWorld('freshdesk', 'zendesk');
    const people = await world.source.adapter.contacts?.list?.().toArray({ limit: 1000 });
    const { counts } = await world.migrate({ scope: { people: 'all' } }).plan();
    expect(people?.length).toBeGreaterThan(10);
    expect(counts.contact).toEqual({ planned: people?.length });
  });
});

describe('a plan', () => {
  it('estimates the knowledge base, too', async () => {
    const world = await openPlanWorld('freshdesk', 'zendesk');
    await furnish(world.source);
    const { counts, estimate } = await world.migrate().plan();
    expect(counts).toEqual({ section: { planned: 3 }, article: { planned: 2 } });
    // Each article with its languages; each as a draft, and published; each shelf.
    expect(estimate).toMatchObject({ reads: 4, writes: 7 });
  });

  it('tells what is larger than the target takes', async () => {
    const world = await openPlanWorld('freshdesk', 'zendesk');
    const attachments = (bytes: number) => [
      { fileName: 'a.bin', contentType: 'application/octet-stream', data: new Uint8Array(bytes) },
    ];
    const thread = (texts: readonly string[], bytes: number) => ({
      messages: texts.map((text, index) => ({
        visibility: 'internal' as const,
        body: { text },
        authorKind: 'agent' as const,
        createdAt: new Date(Date.UTC(2026, 1, 3, 9, index)),
        attachments: attachments(bytes),
      })),
    });
    // Three bytes each, so that nobody counts characters.
    const long = '払'.repeat(100);
    await world.ticket({ ...thread(['ok', 'ok'], 40), tags: ['0123456789'] });
    const first = await world.ticket({ ...thread(['ok', long], 40), tags: ['01234567890'] });
    const second = await world.ticket({ ...thread(['ok', `${long}払`], 41), tags: ['short'] });
    const { manifest } = world.target.adapter;
    const limits = { messageBodyBytes: 200, attachmentBytes: 40, tagLength: 10 };
    const to = changed(world.target.adapter, {
      manifest: { ...manifest, limits: { ...manifest.limits, ...limits } },
    });
    const { oversize, findings } = await world.migrate({ to }).plan();
    const wrapped = (await world.source.adapter.messages.list(second).toArray({ limit: 9 })).map(
      ({ bodyHtml }) => new TextEncoder().encode(bodyHtml ?? '').byteLength,
    );
    expect(oversize).toEqual([
      { kind: 'tag', limit: 10, count: 1, largest: 11, samples: [first] },
      {
        ...{ kind: 'messageBody', limit: 200, count: 2 },
        ...{ largest: Math.max(...wrapped), samples: [first, second] },
      },
      { kind: 'attachment', limit: 40, count: 2, largest: 41, samples: [second] },
    ]);
    expect(findings.map(({ severity, message }) => [severity, message])).toEqual([
      [
        'warning',
        `1 tag on tickets is larger than Zendesk takes: up to 11 characters, where 10 is the most; such as in ${first}.`,
      ],
      [
        'warning',
        `2 messages of the sample are larger than Zendesk takes: up to ${Math.max(...wrapped)} bytes, where 200 is the most; such as in ${first}, ${second}.`,
      ],
      [
        'warning',
        `2 files of the sample are larger than Zendesk takes: up to 41 bytes, where 40 is the most; such as in ${second}.`,
      ],
    ]);
  });
});

describe('a run', () => {
  it('carries all people where the scope says so, also without a plan', async () => {
    const world = await openPlanWorld('freshdesk', 'intercom');
    const people = await world.source.adapter.contacts?.list?.().toArray({ limit: 1000 });
    const migration = world.migrate({ scope: { people: 'all', articles: 'none' } });
    await whole(migration.run());
    const { counts } = await migration.status();
    expect(counts.contact).toEqual({ confirmed: people?.length });
  });
});

describe('the canary', () => {
  it('is the first ticket that is carried', async () => {
    const world = await openPlanWorld('freshdesk', 'zendesk');
    await world.ticket();
    const kept = await world.ticket({ tags: ['keep'] });
    const scope = { tickets: ({ tags }: { tags: readonly string[] }) => tags.includes('keep') };
    const migration = world.migrate({ scope });
    const { ok, canary } = await migration.preflight();
    expect([ok, canary?.source]).toEqual([true, kept]);
    // What is left out waits for the run, or for another scope.
    expect((await migration.status()).counts.ticket).toEqual({ planned: 1, confirmed: 1 });
    // A second one has nothing to carry, and nothing to complain about.
    expect(await migration.preflight()).toMatchObject({ ok: true, canary: null });
  });

  it('is missed where everything is left out: nothing was proven', async () => {
    const world = await openPlanWorld('freshdesk', 'zendesk');
    await world.ticket();
    const { ok, canary, findings } = await world
      .migrate({ scope: { tickets: () => false } })
      .preflight();
    expect([ok, canary]).toEqual([false, null]);
    expect(findings.map(({ code }) => code)).toContain('no_canary');
  });
});

describe('the proposed mapping', () => {
  it('keeps what no mapping keeps', async () => {
    const world = await openPlanWorld('freshdesk', 'zendesk');
    const id = await world.ticket({ customFields: { order_number: 'A-17' } });
    const to = withoutFields(world);
    const { mapping, unmapped } = await world.migrate({ to }).plan();
    expect(unmapped).toMatchObject([{ kind: 'customField', value: 'order_number', count: 1 }]);
    await whole(world.migrate({ to, mapping }).run());
    const target = (await world.ledger.item('ticket', id))?.target ?? '';
    const thread = await world.target.adapter.messages.list(target).toArray({ limit: 10 });
    const notes = thread.filter(({ visibility }) => visibility === 'internal');
    expect(notes.map(({ bodyText }) => bodyText?.includes('A-17'))).toEqual([true]);
  });
});

describe('a mapping', () => {
  const warned = async (mapping: MigrationMapping) => {
    const world = await openPlanWorld('freshdesk', 'zendesk');
    const { findings } = await world.migrate({ mapping, to: withoutFields(world) }).plan();
    return findings.filter(({ code }) => code.startsWith('mapping_'));
  };

  it('is held against the source: what it does not have is a typo, or nothing', async () => {
    const found = await warned({
      customFields: { order_nubmer: null },
      groups: { 'No such group': null },
      statuses: { 'No such status': { status: 'open' } },
      people: { agents: { 'nobody@nowhere.example': null, 'freshdesk:other:1': null } },
    });
    expect(found.map(({ severity, code }) => [severity, code])).toEqual(
      Array.from({ length: 5 }, () => ['warning', 'mapping_unknown_source']),
    );
    expect(found.map(({ message }) => message)).toEqual(
      [
        ['agent', 'nobody@nowhere.example'],
        ['agent', 'freshdesk:other:1'],
        ['group', 'No such group'],
        ['status', 'No such status'],
        ['custom field', 'order_nubmer'],
      ].map(
        ([what, name]) =>
          `The mapping names the ${what} ${name}, which freshdesk:acme does not list: that entry has no effect.`,
      ),
    );
  });

  it('may name things by id and by name, unified states, and agents who have left', async () => {
    const world = await openPlanWorld('freshdesk', 'zendesk');
    const { adapter, directory } = world.source;
    const [group] = (await adapter.groups?.list?.().toArray({ limit: 10 })) ?? [];
    const [agent] = (await adapter.agents?.list?.().toArray({ limit: 10 })) ?? [];
    const [status] = (await adapter.statuses?.list?.()) ?? [];
    const email = agent?.email ?? '';
    expect([group?.name, email, status?.label].every((name) => (name ?? '') !== '')).toBe(true);
    const { findings } = await world
      .migrate({
        mapping: {
          customFields: { order_number: null },
          groups: { [group?.id ?? '']: null, [group?.name ?? '']: null },
          statuses: {
            pending: { status: 'open' },
            [status?.id ?? '']: { status: 'open' },
            [status?.label ?? '']: { status: 'open' },
          },
          people: {
            agents: { [agent?.id ?? '']: null, [email]: null, [directory.formerAgent]: null },
          },
        },
      })
      .plan();
    expect(findings.filter(({ code }) => code.startsWith('mapping_'))).toEqual([]);
  });

  it('that gives one field the values of two is told', async () => {
    const world = await openPlanWorld('freshdesk', 'zendesk');
    const [first = '', second = ''] = world.source.directory.fields.keys();
    const mapping = { customFields: { [first]: first, [second]: { to: first } } };
    const { findings } = await world.migrate({ mapping }).plan();
    expect(findings).toContainEqual({
      severity: 'warning',
      code: 'mapping_same_target',
      message: `The mapping gives the custom field ${first} of zendesk:acme the values of ${first} and ${second}: a ticket that has both keeps one of them there.`,
    });
  });
});
