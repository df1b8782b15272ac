// How many people: calls, e-mail, the weeks to come, shifts, and what it costs.
import {
  allocateAgents,
  costPerTicket,
  coverShifts,
  forecastVolume,
  plan,
} from 'polydesk/planning';

const calls = plan({
  mode: 'queue',
  arrivals: 100,
  intervalSeconds: 1_800,
  ahtSeconds: 180,
  maxOccupancy: 0.85,
  shrinkage: 0.3,
});
console.log('calls:', calls.agents, 'agents,', calls.scheduled, 'scheduled');

const mail = plan({ mode: 'workload', tickets: 500, handleMinutes: 20, availableHours: 8 });
console.log('mail:', mail.exact.toFixed(2), 'so', mail.agents);

const weekday = [30, 20, 10, 0, 10, -30, -40];
const days = Array.from({ length: 42 }, (_, day) => 100 + 2 * day + (weekday[day % 7] ?? 0));
const { model, points } = forecastVolume(days, { horizon: 2 });
console.log('forecast:', model, points.map(({ value }) => Math.round(value)).join(' '));

const cover = coverShifts(
  [1, 2, 2, 1],
  [
    { id: 'early', covers: [0, 1] },
    { id: 'mid', covers: [1, 2] },
    { id: 'late', covers: [2, 3] },
  ],
);
console.log('shifts:', cover.shifts.map(({ id, agents }) => `${id} ${agents}`).join(', '));

const split = allocateAgents(
  [
    { id: 'chat', arrivalsPerHour: 30, ahtSeconds: 360 },
    { id: 'phone', arrivalsPerHour: 60, ahtSeconds: 300 },
  ],
  { agents: 12 },
);
console.log('split:', split.queues.map(({ id, agents }) => `${id} ${agents}`).join(', '));
console.log('a ticket costs', costPerTicket({ totalCost: 40_000, tickets: 2_500 }).value);
