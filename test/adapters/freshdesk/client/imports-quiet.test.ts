import { describe, expect, it } from 'vitest';
import { freshdeskCapabilities } from '../../../../adapters/freshdesk/capabilities.ts';
import { account, history, writesOf } from '../support/imported-cases.ts';

describe('mail because of an import', () => {
  it('is warned of: the account decides what it sends', async () => {
    const desk = account({ notifications: true });
    const { warnings } = await desk.desk.imports.ticket(history(desk));
    // The ticket, and the public note of an agent; the customer's own note is mailed to nobody.
    expect(desk.sandbox.state.outbox.map(({ kind }) => kind)).toEqual([
      'ticket_received',
      'public_note',
    ]);
    expect(warnings[0]).toMatchObject({ type: 'dropped', field: 'notifications' });
  });

  it('has less occasion with privateThread: what staff said becomes private notes', async () => {
    const desk = account({ notifications: true });
    const { id: product } = desk.sandbox.seed.product({ name: 'Export' });
    const { value, warnings } = await desk.desk.imports.ticket({
      ...history(desk),
      providerOptions: { freshdesk: { privateThread: true, product_id: product } },
    });
    expect(desk.sandbox.state.outbox.map(({ kind }) => kind)).toEqual(['ticket_received']);
    const thread = await desk.desk.messages.list(value.id).toArray({ limit: 10 });
    expect(thread.map(({ visibility, author }) => `${visibility} ${author.kind}`)).toEqual([
      'public customer',
      'internal agent',
      'internal agent',
      'public customer',
    ]);
    expect(warnings).toContainEqual({
      type: 'coerced',
      field: 'messages.2.visibility',
      reason: expect.stringContaining('privateThread'),
      from: 'public',
      to: 'internal',
    });
    expect(warnings.filter(({ field }) => field.endsWith('visibility'))).toHaveLength(1);
    expect(writesOf(desk)[0]?.parts).toContainEqual(['product_id', String(product)]);
    expect(JSON.stringify(writesOf(desk))).not.toContain('privateThread');
  });

  it('is asked for by true or false, and by nothing else', async () => {
    const desk = account();
    await expect(
      desk.desk.imports.ticket({
        ...history(desk),
        providerOptions: { freshdesk: { privateThread: 'yes' } },
      }),
    ).rejects.toMatchObject({ code: 'configuration_invalid' });
    expect(writesOf(desk)).toEqual([]);
  });

  it('can come of a note whose readers are named, as the manifest says', async () => {
    const desk = account();
    const { value } = await desk.desk.imports.ticket(history(desk));
    await desk.desk.messages.note(value.id, {
      body: { text: 'Look at this.' },
      providerOptions: { freshdesk: { notify_emails: ['bo@example.org'] } },
    });
    expect(desk.sandbox.state.outbox.map(({ kind, to }) => [kind, to])).toEqual([
      ['note_notified', ['bo@example.org']],
    ]);
    const { note } = freshdeskCapabilities.resources.messages.operations;
    expect(note).toMatchObject({ notifies: true, note: expect.stringContaining('notify_emails') });
  });
});
