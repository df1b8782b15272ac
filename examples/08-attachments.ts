// Sends a file to a customer and reads it back. Credentials never leave the account's own host.
import { createZendesk } from 'polydesk/zendesk';
import { createZendeskSandbox } from 'polydesk/zendesk/sandbox';

const sandbox = createZendeskSandbox();
const ticket = sandbox.seed.ticket({ subject: 'Please send the delivery note' });
const desk = createZendesk({
  subdomain: 'acme',
  credentials: sandbox.credentials,
  fetch: sandbox.fetch,
});

const upload = await desk.attachments.upload({
  fileName: 'Lieferschein № 7.txt',
  contentType: 'text/plain',
  data: new TextEncoder().encode('12 rolls of labels'),
});
await desk.messages.reply(String(ticket.id), {
  body: { text: 'Here it is.' },
  attachments: [upload],
});

const thread = await desk.messages.list(String(ticket.id)).toArray({ limit: 100 });
for (const attachment of thread.flatMap((message) => message.attachments)) {
  const { data, sha256 } = await desk.attachments.download(attachment, { maxBytes: 1_000_000 });
  console.log(attachment.fileName, attachment.size, 'bytes,', sha256.slice(0, 12));
  console.log(new TextDecoder().decode(data));
}
