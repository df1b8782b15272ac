import type { Observers } from '../adapter/create-observers.ts';
import type { HttpEvents } from '../adapter/observers.ts';

/** Observers of one transport. */
export type HttpObservers = Observers<HttpEvents>;
