import type { Json } from '../../../src/adapter/answers.ts';
import { objectIn } from './values.ts';

/**
 * A conversation in the form of today. Apps that are pinned to a version before 2.0 still get the
 * one from then, with `user`, `assignee` and `conversation_message` (fixtures, legacy).
 */
export function modernConversation(item: Json): Json {
  const message = objectIn(item, 'conversation_message');
  if (message === null) return item;
  const user = objectIn(item, 'user');
  const assignee = objectIn(item, 'assignee');
  const author = objectIn(message, 'author');
  const isCustomer = author?.['type'] !== 'admin';
  return {
    ...item,
    source: {
      ...message,
      type: 'conversation',
      delivered_as: isCustomer ? 'customer_initiated' : 'admin_initiated',
      // The message names its author by id only; who he is stands beside it.
      author: author?.['id'] === user?.['id'] ? { ...user, ...author } : author,
    },
    contacts: {
      contacts: user === null ? [] : [{ id: user['id'], external_id: user['user_id'] ?? null }],
    },
    admin_assignee_id: assignee?.['type'] === 'admin' ? assignee['id'] : null,
    team_assignee_id: assignee?.['type'] === 'team' ? assignee['id'] : null,
  };
}
