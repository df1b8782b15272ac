import type { WebhookSetup, WebhookTemplate, WebhookWish } from '../../../src/adapter/contract.ts';
import { nativeEventsOf } from '../../../src/adapter/native-events.ts';
import { NATIVE_EVENTS } from './native-events.ts';

/** The topics to tick, and where: there is no API for them (sheet section 18). */
export function setupOf({ url, events }: WebhookWish): WebhookSetup {
  const asked = nativeEventsOf(NATIVE_EVENTS, events);
  const { nativeEvents } = asked;
  return {
    ...asked,
    templates: nativeEvents.length === 0 ? [] : [topicsTemplate(url, nativeEvents)],
  };
}

const PERMISSIONS: Readonly<Record<string, string>> = {
  conversation: 'Read conversations',
  conversation_part: 'Read conversations',
  ticket: 'Read tickets',
};

function topicsTemplate(url: string, topics: readonly string[]): WebhookTemplate {
  const families = topics.map((topic) => topic.split('.')[0] ?? '');
  const permissions = new Set(families.flatMap((family) => PERMISSIONS[family] ?? []));
  return {
    title: 'Topics of the app in Intercom’s Developer Hub',
    body: topics.join('\n'),
    steps: [
      'In the Developer Hub, open your app, then Configure, Webhooks (menus may be worded differently).',
      ...(permissions.size === 0
        ? []
        : [
            `Give the app the permissions ${[...permissions].join(' and ')}, which these topics need.`,
          ]),
      `Enter ${url} as the address; an app has one.`,
      'Tick the topics of the list; leave out those that the app’s version does not show.',
      'Save, and give the app’s client secret to the receiver.',
    ],
  };
}
