import {
  createWebhookReceiver,
  type WebhookReceiver,
  type WebhookReceiverOptions,
  type WebhookReport,
} from 'polydesk/webhooks';
import { NOW, parser, SECRET } from './deliveries.ts';
import { createManualClock, type ManualClock } from './manual-clock.ts';

/** A receiver whose time stands still, and what it reports. */
export interface OpenReceiver {
  readonly clock: ManualClock;
  readonly receiver: WebhookReceiver<undefined>;
  readonly reports: readonly WebhookReport[];
  readonly kinds: () => readonly WebhookReport['kind'][];
  /** The time by the receiver's clock. */
  readonly at: () => Date;
}

/** Receives for zendesk:acme, with the memory store unless another is given. */
export function openReceiver(
  options: Partial<WebhookReceiverOptions<undefined>> = {},
): OpenReceiver {
  const clock = createManualClock(NOW);
  const reports: WebhookReport[] = [];
  const receiver = createWebhookReceiver({
    parser,
    secret: SECRET,
    clock,
    onReport: (report) => void reports.push(report),
    ...options,
  });
  const kinds = () => reports.map(({ kind }) => kind);
  return { clock, receiver, reports, kinds, at: () => new Date(clock.now()) };
}

/** Something that others wait for until it is opened. */
export function gate(): { readonly passed: Promise<void>; readonly open: () => void } {
  let open = (): void => undefined;
  const passed = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { passed, open: () => open() };
}
