/** The moment at which the suite signs its deliveries. */
export const SUITE_TIME = new Date('2026-03-02T10:00:00Z');
