import { describe, expect, it } from 'vitest';
import { connect, read } from '../support/connect.ts';

const ofTags = ({ field }: { readonly field: string }) => field === 'tags';

describe('the tags of a ticket read as one', () => {
  it('are those of its conversation where it is read alone', async () => {
    const { another, sandbox } = connect();
    const { id } = sandbox.seed.ticket({ tags: ['vip'] });
    const { tags, provenance } = await another({ read: 'tickets' }).tickets.get(id);
    expect(tags).toEqual(['vip']);
    expect(provenance.warnings.filter(ofTags)).toEqual([]);
  });

  it('are missing from lists, which say so', async () => {
    const { another, sandbox } = connect();
    sandbox.seed.ticket({ tags: ['vip'] });
    const [ticket] = await read(another({ read: 'tickets' }).tickets.list());
    expect(ticket?.tags).toEqual([]);
    expect(ticket?.provenance.warnings.filter(ofTags)).toMatchObject([{ type: 'dropped' }]);
  });

  it('are missing where the conversation may not be read, and that is said', async () => {
    const { another, sandbox } = connect();
    const { id } = sandbox.seed.ticket({ tags: ['vip'] });
    const desk = another({
      read: 'tickets',
      fetch: async (input, init) =>
        new Request(input, init).url.includes('/conversations/')
          ? Response.json({ type: 'error.list', errors: [] }, { status: 403 })
          : sandbox.fetch(input, init),
    });
    const { tags, provenance } = await desk.tickets.get(id);
    expect(tags).toEqual([]);
    expect(provenance.warnings.filter(ofTags)).toMatchObject([{ type: 'dropped' }]);
  });
});
