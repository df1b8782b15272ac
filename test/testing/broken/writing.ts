import {
  type BrokenAdapter,
  withBody,
  withFetch,
  withMessages,
  withTickets,
  withTranslator,
} from './breaking.ts';

const changeWrites = (change: (body: object, request: Request) => object) =>
  withFetch(async (request, send) =>
    send(await withBody(request, (body) => change(body, request))),
  );

const drop = (body: object, key: string): object =>
  Object.fromEntries(Object.entries(body).filter(([name]) => name !== key));

const everybodySees = (body: object): object =>
  JSON.parse(JSON.stringify(body).replaceAll('"private":true', '"private":false'));
const nobodySees = (body: object): object =>
  JSON.parse(JSON.stringify(body).replaceAll('"private":false', '"private":true'));

/** Adapters that write wrongly. */
export const brokenWriters: readonly BrokenAdapter[] = [
  {
    mistake: 'sends a field of its own',
    harness: withTranslator(({ fromUnified }) => ({
      fromUnified(draft) {
        const { value, warnings } = fromUnified(draft);
        return { value: { ...Object(value), sent_by: 'polydesk' }, warnings };
      },
    })),
    killedBy: 'fromUnified: sends only fields that the provider documents',
  },
  {
    mistake: 'opens tickets in public whatever was asked',
    harness: changeWrites(everybodySees),
    killedBy: 'fromUnified: makes an internal first message internal on the wire',
  },
  {
    mistake: 'opens tickets in private whatever was asked',
    harness: changeWrites(nobodySees),
    killedBy: 'fromUnified: makes a public first message public on the wire',
  },
  {
    mistake: 'lets the provider choose who sees a message',
    harness: changeWrites((body) => drop(body, 'private')),
    killedBy: 'fromUnified: sends messages with exactly the visibility asked for',
  },
  {
    mistake: 'sends notes to the customer (public: !isPrivate || true)',
    harness: withMessages(({ reply }) => ({ ...(reply === undefined ? {} : { note: reply }) })),
    killedBy: 'fromUnified: makes a note internal on the wire',
  },
  {
    mistake: 'says that a note is internal and sends it in public',
    harness: withMessages(({ note, reply }) => ({
      async note(ticketId, draft) {
        const sent = await reply?.(ticketId, draft);
        if (sent === undefined || note === undefined) throw new TypeError('no reply');
        return { ...sent, value: { ...sent.value, visibility: 'internal' } };
      },
    })),
    killedBy: 'fromUnified: makes a note internal on the wire',
  },
  {
    mistake: 'keeps replies to the staff',
    harness: withMessages(({ note }) => ({ ...(note === undefined ? {} : { reply: note }) })),
    killedBy: 'fromUnified: makes a reply public on the wire',
  },
  {
    mistake: 'forgets the status of a new ticket',
    harness: changeWrites((body) => drop(body, 'state')),
    killedBy: 'fromUnified: brings status and priority back as written, or warns',
  },
  {
    mistake: 'writes urgent as high',
    harness: changeWrites((body) =>
      Reflect.get(body, 'urgency') === 4 ? { ...body, urgency: 3 } : body,
    ),
    killedBy: 'fromUnified: brings status and priority back as written, or warns',
  },
  {
    mistake: 'forgets the tags of a new ticket',
    harness: changeWrites((body) => drop(body, 'labels')),
    killedBy: 'fromUnified: brings tags back as written, or warns',
  },
  {
    mistake: 'replaces all tags to add one',
    harness: changeWrites((body, { method }) =>
      method === 'PATCH' ? { ...body, remove_labels: ['keep', 'drop'] } : body,
    ),
    killedBy: 'fromUnified: adds and removes tags without touching the others',
  },
  {
    mistake: 'marks the drafts it has seen',
    harness: withTranslator(({ fromUnified }) => ({
      fromUnified(draft) {
        Object.assign(draft, { seen: true });
        return fromUnified(draft);
      },
    })),
    killedBy: 'fromUnified: is deterministic and leaves frozen drafts unchanged',
  },
  {
    mistake: 'writes the status back with every change',
    harness: withTranslator(({ fromPatch }) => ({
      fromPatch: (patch) => fromPatch({ status: 'open', ...patch }),
    })),
    killedBy: 'fromUnified: sends only the fields that a patch names',
  },
  {
    mistake: 'escapes the subject',
    harness: withTranslator(({ fromUnified }) => ({
      fromUnified: (draft) =>
        fromUnified({ ...draft, subject: draft.subject.replaceAll('<', '&lt;') }),
    })),
    killedBy: 'fromUnified: sends the subject exactly as it was given',
  },
  {
    mistake: 'sends all provider options',
    harness: withTranslator(({ fromUnified }) => ({
      fromUnified(draft) {
        const { value, warnings } = fromUnified(draft);
        return { value: { ...Object(value), ...draft.providerOptions }, warnings };
      },
    })),
    killedBy: 'fromUnified: ignores options of other providers',
  },
  {
    mistake: 'drops what it cannot write without a word',
    harness: withTranslator(({ fromUnified }) => ({
      fromUnified: (draft) => ({ value: fromUnified(draft).value, warnings: [] }),
    })),
    killedBy: 'fromUnified: warns of every field that it has to drop',
  },
  {
    mistake: 'makes two tickets of one create to be sure',
    harness: withTickets(({ create }) => ({
      async create(draft, options) {
        await create?.(draft);
        const made = await create?.(draft, options);
        if (made === undefined) throw new TypeError('no create');
        return made;
      },
    })),
    killedBy: 'fromUnified: makes a public first message public on the wire',
  },
];
