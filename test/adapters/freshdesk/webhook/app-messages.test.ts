import { describe, expect, it } from 'vitest';
import { restFixture } from '../support/rest-fixtures.ts';
import { parseApp } from './deliveries.ts';

describe('a message that was cut', () => {
  const bodies = (changes: Readonly<Record<string, unknown>>) => {
    const [event] = parseApp('onConversationCreate', {
      conversation: restFixture('conversation.incoming', changes),
    });
    const { message } = event as { readonly message: Readonly<Record<string, unknown>> };
    return Object.keys(message).filter((key) => key === 'bodyText' || key === 'bodyHtml');
  };

  it('has no part of a text, and none made of a part', () => {
    expect(bodies({})).toEqual(['bodyText', 'bodyHtml']);
    expect(bodies({ is_body_truncated: true })).toEqual(['bodyText']);
    expect(bodies({ is_body_truncated: true, body_text: null })).toEqual([]);
    expect(bodies({ is_body_truncated: true, body_text: undefined })).toEqual([]);
  });
});
