import type { ScenarioMessage } from './types.ts';

/** A message of the customer. */
export const customer = (text: string, afterMinutes = 0): ScenarioMessage => ({
  from: 'customer',
  afterMinutes,
  text,
});

/** A message of the customer that came as HTML. */
export const customerHtml = (html: string, text: string, afterMinutes = 0): ScenarioMessage => ({
  from: 'customer',
  afterMinutes,
  text,
  html,
});

/** A public answer. */
export const agent = (afterMinutes: number, text: string): ScenarioMessage => ({
  from: 'agent',
  afterMinutes,
  text,
});

/** A note that only staff see. */
export const note = (afterMinutes: number, text: string): ScenarioMessage => ({
  from: 'note',
  afterMinutes,
  text,
});

/** A message of somebody whose record is gone. */
export const former = (afterMinutes: number, text: string): ScenarioMessage => ({
  from: 'former',
  afterMinutes,
  text,
});
