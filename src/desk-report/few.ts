/** From so many on, a median, a mean or a share is more than a hint. */
export const ENOUGH = 5;
/** A 90th percentile of fewer values is little else than the largest. */
export const ENOUGH_FOR_P90 = 10;
/** A 95th percentile of fewer values is little else than the largest. */
export const ENOUGH_FOR_P95 = 20;
