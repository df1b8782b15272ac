import type { Client } from './client.ts';
import type { VisitOne } from './tour.ts';

/** Attributes, help center, macros and messages. */
export async function tourSettings(visit: VisitOne, client: Client): Promise<void> {
  await tourAttributes(visit);
  await tourHelpCenter(visit, client);
  const { adminId, sandbox } = client;
  const thanks = { body: '<p>Thank you</p>', body_text: 'Thank you' };
  const macro = sandbox.seed.macro({ name: 'Thanks', ...thanks });
  sandbox.seed.macro({ name: 'Bye', ...thanks });
  await visit('GET', '/macros?per_page=1');
  await visit('GET', `/macros/${macro.id}`);
  const contact = sandbox.seed.contact({ email: 'me@example.org' });
  const to = { type: 'user', id: contact.id };
  const from = { type: 'admin', id: Number(adminId) };
  await visit('POST', '/messages', { message_type: 'inapp', body: 'Hi', from, to });
  await visit('POST', '/messages', {
    message_type: 'email',
    subject: 'News',
    body: '<p>Hi</p>',
    template: 'plain',
    from,
    to,
    create_conversation_without_contact_reply: true,
  });
  await visit('POST', '/messages', { from: to, body: 'Hello' });
}

async function tourAttributes(visit: VisitOne): Promise<void> {
  const made = await visit('POST', '/data_attributes', {
    name: 'Fleet',
    model: 'company',
    data_type: 'options',
    options: [{ value: 'small' }, { value: 'large' }],
  });
  await visit('PUT', `/data_attributes/${made.body.id}`, { description: 'How many cars' });
  await visit('GET', '/data_attributes?model=company');
  const attributes = '/conversations/attributes';
  await visit('POST', attributes, { name: 'Order', data_type: 'string' });
  const list = await visit('POST', attributes, {
    name: 'Area',
    data_type: 'list',
    options: [{ label: 'North' }, { label: 'South' }],
  });
  const at = `${attributes}/${list.body.id}`;
  const grown = await visit('POST', `${at}/options`, { label: 'East' });
  const option = `${at}/options/${grown.body.options[2].id}`;
  await visit('PUT', option, { label: 'West' });
  await visit('DELETE', option);
  await visit('PUT', at, { description: 'Where it is' });
  await visit('GET', at);
  await visit('GET', attributes);
  await visit('DELETE', at);
}

async function tourHelpCenter(visit: VisitOne, { adminId, sandbox }: Client): Promise<void> {
  const center = sandbox.seed.helpCenter();
  await visit('GET', '/help_center/help_centers');
  await visit('GET', `/help_center/help_centers/${center.id}`);
  const collection = await visit('POST', '/help_center/collections', { name: 'Start' });
  const at = `/help_center/collections/${collection.body.id}`;
  await visit('PUT', at, { description: 'How to begin' });
  await visit('GET', at);
  await visit('GET', '/help_center/collections');
  const article = await visit('POST', '/articles', {
    title: 'Reset a password',
    body: '<p>Press the link.</p>',
    author_id: Number(adminId),
    state: 'published',
    parent_id: Number(collection.body.id),
    translated_content: { fr: { title: 'Mot de passe', body: 'Cliquez', state: 'draft' } },
  });
  const own = `/articles/${article.body.id}`;
  await visit('GET', '/articles');
  await visit('GET', own);
  await visit('PUT', own, { title: 'Reset your password' });
  await visit('GET', '/articles/search?phrase=password&state=published&highlight=true');
  await visit('DELETE', own);
  await visit('DELETE', at);
}
