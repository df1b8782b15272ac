import type { Json } from '../../../src/adapter/answers.ts';
import { parseWire } from '../../../src/adapter/wire.ts';
import { WireFormatError } from '../../../src/errors/classes.ts';
import { optionalDateOf, PROVIDER } from '../to-unified/common.ts';
import { finEventWire, lifecycleWire } from './wire.ts';

/** Native types of what tells about the installation of the app. */
export const UNINSTALLED = 'app.uninstalled';
export const HEALTH_CHECK = 'app.health_check';

/** What can be said of a body that is no notification. */
export interface Callback {
  readonly nativeType: string;
  /** Whose it is; `null` where the body does not say. */
  readonly workspaceId: string | null;
  /** What the event's id is made of; the same body has the same. */
  readonly key: string;
  readonly occurredAt: Date | null;
}

/**
 * What comes beside notifications: that the app was removed from a workspace, the question whether it
 * works (the parser's traits answer it with `{"state":"OK"}`), and what Fin's own API tells. They are proven like
 * notifications, and unified as `unknown` with a native type that says which they are.
 *
 * @throws {WireFormatError} for a body that is none of these.
 */
export function readCallback(json: Json): Callback {
  if (typeof json['event_name'] === 'string') return finCallback(json);
  const { app_id: appId, workspace_id: workspaceId } = parseWire(lifecycleWire, json, {
    provider: PROVIDER,
    what: 'callback',
  });
  if (workspaceId) return lifecycle(HEALTH_CHECK, workspaceId);
  if (appId) return lifecycle(UNINSTALLED, appId);
  throw new WireFormatError('The body is neither a notification nor a callback of Intercom.', {
    provider: PROVIDER,
    issues: [{ path: 'topic', message: 'expected string' }],
  });
}

const lifecycle = (nativeType: string, workspaceId: string): Callback => ({
  nativeType,
  workspaceId,
  // These bodies hold no time and no id: a second removal cannot be told from a repeat of the first,
  // so whoever hears of them must not leave repeats out.
  key: nativeType,
  occurredAt: null,
});

function finCallback(json: Json): Callback {
  const wire = parseWire(finEventWire, json, { provider: PROVIDER, what: 'event of Fin' });
  const nativeType = `fin_agent.${wire.event_name}`;
  const parts = [nativeType, wire.conversation_id, wire.created_at_ms];
  return {
    nativeType,
    workspaceId: null,
    key: parts.filter((part) => part !== null && part !== undefined).join('.'),
    occurredAt: optionalDateOf(wire.created_at_ms, 'created_at_ms'),
  };
}
