import type { AnySupportAdapter } from 'polydesk';
import { createFreshdesk } from 'polydesk/freshdesk';
import { createFreshdeskSandbox } from 'polydesk/freshdesk/sandbox';
import { createIntercom } from 'polydesk/intercom';
import { createIntercomSandbox } from 'polydesk/intercom/sandbox';
import {
  computeMetrics,
  type MetricTicket,
  metricSeries,
  metricTicketOf,
  type StatusChange,
} from 'polydesk/metrics';
import { createClock, type SandboxClock } from 'polydesk/sandbox';
import { createZendesk } from 'polydesk/zendesk';
import { createZendeskSandbox } from 'polydesk/zendesk/sandbox';
import { describe, expect, it } from 'vitest';
import { MINUTE, START } from './support.ts';

const timeOf = (clock: SandboxClock) => ({
  now: () => clock.now(),
  sleep: async (ms: number) => void clock.advance(ms),
});

const DESKS = {
  zendesk(clock: SandboxClock): AnySupportAdapter {
    const { credentials, fetch } = createZendeskSandbox({ clock });
    return createZendesk({ subdomain: 'acme', credentials, fetch, clock: timeOf(clock) });
  },
  intercom(clock: SandboxClock): AnySupportAdapter {
    const { credentials, fetch } = createIntercomSandbox({ clock, botParts: false });
    const { accessToken, workspaceId } = credentials;
    return createIntercom({
      workspaceId,
      credentials: { accessToken },
      fetch,
      clock: timeOf(clock),
    });
  },
  freshdesk(clock: SandboxClock): AnySupportAdapter {
    const { credentials, fetch } = createFreshdeskSandbox({ clock });
    return createFreshdesk({ subdomain: 'acme', credentials, fetch, clock: timeOf(clock) });
  },
} as const;

/** Plays a story through the contract, and writes down each change of the status when it is seen. */
class Observer {
  readonly #desk: AnySupportAdapter;
  readonly #clock: SandboxClock;
  readonly changes = new Map<string, StatusChange[]>();
  readonly latest = new Map<string, Parameters<typeof metricTicketOf>[0]>();

  constructor(desk: AnySupportAdapter, clock: SandboxClock) {
    this.#desk = desk;
    this.#clock = clock;
  }

  at(minute: number): void {
    this.#clock.set(START + minute * MINUTE);
  }

  async open(name: string): Promise<string> {
    const email = `${name}@customer.example`;
    const contact = await this.#desk.contacts?.create?.({ email, name });
    const { id } = contact!.value;
    const created = await this.#desk.tickets.create?.({
      subject: `Something of ${name}`,
      requester: { id },
      // Or Zendesk takes whoever the credentials belong to for the author.
      message: { body: { text: 'It does not work.' }, visibility: 'public', authorId: id },
    });
    const ticket = created!.value;
    this.latest.set(ticket.id, ticket);
    this.changes.set(ticket.id, []);
    return ticket.id;
  }

  async reply(id: string): Promise<void> {
    await this.#desk.messages.reply?.(id, { body: { text: 'Please try again.' } });
    await this.#look(id);
  }

  async note(id: string): Promise<void> {
    await this.#desk.messages.note?.(id, { body: { text: 'Like last week.' } });
    await this.#look(id);
  }

  async customer(id: string): Promise<void> {
    const authorId = this.latest.get(id)?.requester.id;
    await this.#desk.messages.reply?.(id, {
      body: { text: 'Still broken.' },
      authorKind: 'customer',
      ...(authorId == null ? {} : { authorId }),
    });
    await this.#look(id);
  }

  async status(id: string, status: 'open' | 'resolved'): Promise<void> {
    await this.#desk.tickets.update?.(id, { status });
    await this.#look(id);
  }

  async #look(id: string): Promise<void> {
    const before = this.latest.get(id)?.status;
    const ticket = await this.#desk.tickets.get(id);
    this.latest.set(id, ticket);
    const { status } = ticket;
    if (status !== before) this.changes.get(id)?.push({ at: this.#clock.now(), to: status });
  }

  async records(): Promise<readonly MetricTicket[]> {
    const found: MetricTicket[] = [];
    for (const [id, ticket] of this.latest) {
      const messages = await this.#desk.messages.list(id).toArray({ limit: 100 });
      const statusChanges = this.changes.get(id) ?? [];
      found.push(metricTicketOf(ticket, { messages, statusChanges, escalated: false }));
    }
    return found;
  }
}

async function playStory(desk: AnySupportAdapter, clock: SandboxClock) {
  const story = new Observer(desk, clock);
  story.at(0);
  const ada = await story.open('ada');
  story.at(20);
  await story.note(ada);
  story.at(30);
  await story.reply(ada);
  story.at(40);
  const bob = await story.open('bob');
  story.at(50);
  await story.reply(bob);
  await story.status(bob, 'resolved');
  story.at(60);
  await story.customer(ada);
  story.at(75);
  await story.reply(ada);
  story.at(90);
  await story.status(ada, 'resolved');
  story.at(100);
  // Some desks open a ticket again by themselves when its customer writes; the agent does it on all.
  await story.customer(ada);
  await story.status(ada, 'open');
  story.at(120);
  await story.reply(ada);
  story.at(130);
  await story.status(ada, 'resolved');
  story.at(150);
  await story.open('cyd');
  story.at(200);
  return story.records();
}

describe('the same number on every desk', () => {
  it.each(['zendesk', 'intercom', 'freshdesk'] as const)('one story at %s', async (provider) => {
    const clock = createClock({ start: START });
    const records = await playStory(DESKS[provider](clock), clock);
    const now = START + 200 * MINUTE;
    const report = computeMetrics(records, { now, activeCustomers: 100 });

    // By hand: ada waits 30 minutes and bob 10; cyd still waits, for 50.
    expect(report.firstReply.calendar).toEqual({
      n: 2,
      sumMinutes: 40,
      mean: 20,
      median: 20,
      p90: 28,
    });
    expect(report.firstReply.unanswered).toEqual({ count: 1, agesMinutes: [50] });
    // ada again: from 60 to 75 and from 100 to 120.
    expect(report.nextReply).toMatchObject({ n: 2, sumMinutes: 35 });
    // ada at 130, bob 10 minutes after 40; first resolutions at 90 and 10.
    expect(report.timeToResolution.full).toMatchObject({ n: 2, sumMinutes: 140 });
    expect(report.timeToResolution.first).toMatchObject({ n: 2, sumMinutes: 100 });
    expect(report.reopened).toEqual({ percent: 50, numerator: 1, denominator: 2 });
    expect(report.fcr.standard).toEqual({ percent: 50, numerator: 1, denominator: 2 });
    expect(report.oneTouch).toEqual({ percent: 50, numerator: 1, denominator: 2 });
    expect(report.backlog.unresolved).toBe(1);
    expect(report.volumePer100.value).toBe(3);
  });

  it('the three reports and their charts are identical', async () => {
    const now = START + 200 * MINUTE;
    const results = await Promise.all(
      Object.values(DESKS).map(async (open) => {
        const clock = createClock({ start: START });
        const records = await playStory(open(clock), clock);
        const report = computeMetrics(records, { now });
        // Ids name the provider, and are no figures.
        const notes = report.notes.map(({ ticketIds, ...note }) => [note, ticketIds.length]);
        return JSON.stringify([
          { ...report, notes },
          metricSeries(records, { now, bucket: 'day' }),
        ]);
      }),
    );
    expect(new Set(results).size).toBe(1);
  });
});
