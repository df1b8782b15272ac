import type { Manifest } from 'polydesk';

/** What Paperdesk can do. */
export const paperdeskCapabilities = {
  provider: 'paperdesk',
  label: 'Paperdesk',
  apiVersion: 'v1',
  resources: {
    tickets: {
      operations: {
        get: {},
        list: { filters: ['status', 'callerKey'] },
        create: { dedupe: 'idempotency-key', notifies: true },
        update: { notifies: false },
      },
      fields: {
        subject: 'native',
        status: 'native',
        statusDetail: 'derived',
        priority: 'native',
        tags: 'native',
        requester: 'native',
        callerKey: 'native',
        category: 'none',
        dueAt: 'none',
        snoozedUntil: 'none',
        groupId: 'none',
        organizationId: 'none',
        brandId: 'none',
        formId: 'none',
      },
      notes: { statusDetail: 'new and waiting_on_customer follow from the state of the case.' },
    },
    messages: {
      operations: {
        list: {},
        create: { dedupe: 'none', notifies: true },
        reply: { dedupe: 'none', notifies: true },
        note: { dedupe: 'none' },
      },
    },
    imports: { operations: { ticket: { dedupe: 'external-id', notifies: false } } },
  },
  webhooks: {
    signature: 'hmac-sha256',
    replayWindow: true,
    events: ['ticket.created', 'ticket.updated', 'message.created', 'note.created', 'unknown'],
  },
  limits: {
    pagination: 'offset',
    maxPageSize: 100,
    bulkSize: null,
    attachmentBytes: null,
    messageBodyBytes: null,
    tagLength: null,
  },
} as const satisfies Manifest;
