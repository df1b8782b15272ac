import { SUPPORT_LEVELS, SUPPORT_MATRIX, supportLevelOf } from 'polydesk/sla';
import { describe, expect, it } from 'vitest';

describe('X1: levels of the matrix and priorities', () => {
  it('P1 to P4 carry SEV1 to SEV4; a P5 has no severity', () => {
    expect(SUPPORT_LEVELS.map((level) => SUPPORT_MATRIX[level].severity)).toEqual([
      'SEV1',
      'SEV2',
      'SEV3',
      'SEV4',
      null,
    ]);
  });

  it('low goes back to P4', () => {
    expect(supportLevelOf('low')).toBe('P4');
    expect(supportLevelOf('low', { ticketType: 'incident' })).toBe('P4');
  });

  it('a low request is a P5, an urgent request stays P1', () => {
    expect(supportLevelOf('low', { ticketType: 'request' })).toBe('P5');
    expect(supportLevelOf('urgent', { ticketType: 'request' })).toBe('P1');
  });

  it('every level survives the way to a priority and back', () => {
    for (const level of SUPPORT_LEVELS) {
      const { priority, ticketType } = SUPPORT_MATRIX[level];
      expect(supportLevelOf(priority, { ticketType })).toBe(level);
    }
  });
});
