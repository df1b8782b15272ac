import { expect, it } from 'vitest';
import { proveAtFile } from './prove.ts';

// Over real HTTP: three sandboxes send through a network that drops, delays and doubles, to receivers that
// share one file and are killed with SIGKILL. Exact for Zendesk and Intercom: each event has one effect.
// Freshdesk's rules send neither an id nor a time: there, every distinct event has an effect at least. `npm run test:deep` does over 10,000 deliveries.
it('loses nothing and does nothing twice, whatever the network and the processes do', async () => {
  const report = await proveAtFile({
    seed: 7,
    deliveries: 500,
    kills: 3,
    receivers: 2,
    failPercent: 3,
  });
  expect(report.deliveries).toBeGreaterThanOrEqual(500);
  expect(report.kills).toBeGreaterThanOrEqual(3);
  expect(report.network.answersLost).toBeGreaterThan(0);
  expect(report.network.dropped).toBeGreaterThan(0);
  const distinct = [...report.events.values()].reduce((sum, events) => sum + events.size, 0);
  // Handlers are called again after failures; their effects are not.
  expect(report.handlerCalls).toBeGreaterThan(distinct);
}, 120_000);
