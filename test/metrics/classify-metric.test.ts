import {
  classifyMetric,
  classifyReport,
  computeMetrics,
  METRIC_TARGETS,
  TARGET_METRICS,
  type TargetMetric,
} from 'polydesk/metrics';
import { describe, expect, it } from 'vitest';
import { ValidationError } from '../../src/errors/index.ts';
import { FIVE, FIVE_NOW, NOW } from './support.ts';

const cases: readonly (readonly [TargetMetric, number, string])[] = [
  ['csat', 90, 'on_target'],
  ['csat', 89.99, 'off_target'],
  ['csat', 85, 'off_target'],
  ['csat', 84.99, 'warning'],
  ['firstReplyHours', 0.99, 'on_target'],
  ['firstReplyHours', 1, 'off_target'],
  ['firstReplyHours', 4, 'off_target'],
  ['firstReplyHours', 4.01, 'warning'],
  ['timeToResolutionHours', 23.9, 'on_target'],
  ['timeToResolutionHours', 24, 'off_target'],
  ['timeToResolutionHours', 72, 'off_target'],
  ['timeToResolutionHours', 72.1, 'warning'],
  ['fcr', 70, 'on_target'],
  ['fcr', 50, 'off_target'],
  ['fcr', 49.9, 'warning'],
  ['nps', 30, 'on_target'],
  ['nps', 10, 'off_target'],
  ['nps', 9.9, 'warning'],
  ['ticketsPer100Customers', 15, 'on_target'],
  ['ticketsPer100Customers', 25, 'off_target'],
  ['ticketsPer100Customers', 25.1, 'warning'],
  ['deflection', 30, 'on_target'],
  ['deflection', 20, 'off_target'],
  ['deflection', 19.9, 'warning'],
  ['escalation', 20, 'on_target'],
  ['escalation', 30, 'off_target'],
  ['escalation', 30.1, 'warning'],
  ['reopen', 4.99, 'on_target'],
  ['reopen', 5, 'off_target'],
  ['reopen', 10, 'off_target'],
  ['reopen', 10.1, 'warning'],
  ['utilization', 70, 'on_target'],
  ['utilization', 80, 'on_target'],
  ['utilization', 69.9, 'off_target'],
  ['utilization', 60, 'off_target'],
  ['utilization', 59.9, 'warning'],
  ['utilization', 80.1, 'off_target'],
  ['utilization', 90, 'off_target'],
  ['utilization', 90.1, 'warning'],
];

describe('M1 and E.1: targets, bounds included and excluded exactly as written', () => {
  it.each(cases)('%s of %d is %s', (metric, value, status) => {
    expect(classifyMetric(metric, { value, n: 100 }).status).toBe(status);
  });
  it('every metric has a case', () => {
    expect(new Set(cases.map(([metric]) => metric))).toEqual(new Set(TARGET_METRICS));
  });
  it('binary fractions do not move a value across a bound', () => {
    expect(classifyMetric('csat', { value: 90 - 1e-12, n: 100 }).status).toBe('on_target');
  });
  it('tells the gap, the target and the sample', () => {
    expect(classifyMetric('csat', { value: 80, n: 4 })).toEqual({
      metric: 'csat',
      status: 'warning',
      value: 80,
      gap: 10,
      n: 4,
      target: METRIC_TARGETS.csat.onTarget,
      warning: METRIC_TARGETS.csat.warning,
      lowSample: true,
    });
    expect(classifyMetric('utilization', { value: 95, n: 5 })).toMatchObject({ gap: 15 });
    expect(classifyMetric('utilization', { value: 95, n: 5 })).not.toHaveProperty('lowSample');
    expect(classifyMetric('utilization', { value: 50, n: 5 })).toMatchObject({ gap: 20 });
    expect(classifyMetric('nps', { value: 31, n: 5 })).toMatchObject({ gap: 0 });
  });
  it('beyond the better end of a range it is on target, and says so', () => {
    const beyond = (metric: TargetMetric, value: number) =>
      classifyMetric(metric, { value, n: 9 }).beyondRange;
    expect(beyond('deflection', 50.1)).toBe(true);
    expect(beyond('deflection', 50)).toBeUndefined();
    expect(beyond('ticketsPer100Customers', 4.9)).toBe(true);
    expect(beyond('ticketsPer100Customers', 5)).toBeUndefined();
    expect(classifyMetric('escalation', { value: 9.9, n: 9 })).toMatchObject({
      status: 'on_target',
      beyondRange: true,
      advice: 'possible escalation avoidance',
    });
    expect(classifyMetric('escalation', { value: 10, n: 9 })).not.toHaveProperty('advice');
  });
  it('no data has no status', () => {
    expect(classifyMetric('csat', { value: null, n: 0 })).toMatchObject({
      status: null,
      value: null,
      gap: null,
    });
    expect(() => classifyMetric('csat', { value: Number.NaN, n: 1 })).toThrow(ValidationError);
  });
});

describe('M1: a whole report against the targets', () => {
  it('the five tickets', () => {
    const report = computeMetrics(FIVE, { now: FIVE_NOW, activeCustomers: 40, paidMinutes: 240 });
    const statuses = Object.values(classifyReport(report)).map(({ metric, status }) => [
      metric,
      status,
    ]);
    // 66.7 %, 1.92 h, 17 h, 66.7 %, none, 12.5, none, 40 %, 33.3 %, 66.7 %
    expect(statuses).toEqual([
      ['csat', 'warning'],
      ['firstReplyHours', 'off_target'],
      ['timeToResolutionHours', 'on_target'],
      ['fcr', 'off_target'],
      ['nps', null],
      ['ticketsPer100Customers', 'on_target'],
      ['deflection', null],
      ['escalation', 'warning'],
      ['reopen', 'warning'],
      ['utilization', 'off_target'],
    ]);
  });
  it('nothing has no status', () => {
    const none = Object.values(classifyReport(computeMetrics([], { now: NOW })));
    expect(none.every(({ status }) => status === null)).toBe(true);
  });
});
