/** Stable names of what a plan rests on or warns of. */
export const PLANNING_REASON_CODES = [
  'same_period',
  'utilization_below_range',
  'utilization_above_range',
  'burnout_risk',
  'clamped_at_zero',
  'poisson_arrivals',
  'no_abandonment',
  'service_level_binds',
  'occupancy_binds',
  'load_binds',
  'work_in_order_of_arrival',
  'too_few_seasons',
  'model_chosen',
  'points_left_out',
  'search_cut_short',
  'heuristic_search',
  'proven_optimal',
  'too_few_agents',
  'no_allowed_solution',
  'outside_target_range',
  'vendor_claim',
] as const;
/** What a reason is about. */
export type PlanningReasonCode = (typeof PLANNING_REASON_CODES)[number];

/** Why a plan says what it says: a stable code, a sentence, the figures. */
export interface PlanningReason {
  readonly code: PlanningReasonCode;
  readonly message: string;
  readonly evidence?: Readonly<Record<string, number | string | null>>;
}
