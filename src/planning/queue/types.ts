/** Work that arrives at random: how much, over how long, and how long each takes. */
export interface QueueLoad {
  /** Calls or chats that arrive in the interval. */
  readonly arrivals: number;
  readonly intervalSeconds: number;
  /** Average handle time, after-contact work included. */
  readonly ahtSeconds: number;
}

/** A load, and the agents who share it. */
export interface StaffedQueue extends QueueLoad {
  /** Agents who serve it at once; a whole number, 1 or more. */
  readonly agents: number;
}

/** A staffed queue whose customers hang up. */
export interface ImpatientQueue extends StaffedQueue {
  /** Mean time a customer waits before giving up. */
  readonly patienceSeconds: number;
}

/** What the service level of a queue counts. */
export interface QueueOptions {
  /** The wait that the service level counts. @default 20 */
  readonly targetSeconds?: number;
}

/** How a queue behaves in the long run. */
export interface QueuePerformance {
  /** Offered load: arrivals × handle time ÷ interval. */
  readonly erlangs: number;
  readonly agents: number;
  /** False when more arrives than the agents can handle: the queue grows without end. */
  readonly stable: boolean;
  /** Probability that somebody has to wait. */
  readonly waitProbability: number;
  /** Share answered within `targetSeconds`; 0 when not stable. */
  readonly serviceLevel: number;
  /** Average speed of answer: the mean wait of all; `null` when not stable. */
  readonly asaSeconds: number | null;
  /** Customers who wait, on average; `null` when not stable. */
  readonly meanQueue: number | null;
  /** Share of their time that the agents are busy. */
  readonly occupancy: number;
}

/** How a queue behaves whose customers give up. */
export interface ImpatientQueuePerformance {
  readonly erlangs: number;
  readonly agents: number;
  readonly waitProbability: number;
  readonly abandonProbability: number;
  /** Mean wait of all, those who gave up included. */
  readonly meanWaitSeconds: number;
  readonly meanQueue: number;
  readonly occupancy: number;
  /** Of all who came: the share that was served within `targetSeconds`. */
  readonly serviceLevel: number;
  /** Of those who were served: the share that waited at most `targetSeconds`. */
  readonly serviceLevelOfServed: number;
}
