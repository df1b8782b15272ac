export {
  COST_PER_TICKET_RANGE,
  type CostPerTicket,
  costByChannel,
  costPerTicket,
  type DeflectionScenario,
  deflectionScenarios,
  type SelfService,
  type SelfServiceSavings,
  type SupportCost,
  selfServiceSavings,
} from './cost.ts';
export {
  type EfficiencyEffect,
  efficiencyEffect,
  type PointChange,
  type TemplateEffect,
  templateEffect,
} from './expected-effects.ts';
export { mase, smape } from './forecast/accuracy.ts';
export { forecastVolume } from './forecast/forecast-volume.ts';
export {
  FORECAST_MODELS,
  type Forecast,
  type ForecastAccuracy,
  type ForecastModel,
  type ForecastOptions,
  type ForecastPoint,
  type HoltWintersParameters,
} from './forecast/types.ts';
export {
  type QueueChange,
  type ResourceLoad,
  type ResourceNeed,
  type ResponseTime,
  resourceNeed,
  responseTime,
  type SatisfactionParts,
  satisfactionScore,
} from './linear-models.ts';
export {
  type BacklogPlan,
  type BacklogStaffing,
  type PlanRequest,
  type PlanResults,
  plan,
  type QueuePlan,
  type WorkloadPlan,
} from './plan.ts';
export { erlangA } from './queue/erlang-a.ts';
export { erlangB } from './queue/erlang-b.ts';
export { erlangC } from './queue/erlang-c.ts';
export {
  type BacklogInterval,
  type FluidBacklog,
  type FluidBacklogOptions,
  fluidBacklog,
  type Workflow,
} from './queue/fluid-backlog.ts';
export { type StaffingOptions, type StaffingPlan, staffQueue } from './queue/staff-queue.ts';
export type {
  ImpatientQueue,
  ImpatientQueuePerformance,
  QueueLoad,
  QueueOptions,
  QueuePerformance,
  StaffedQueue,
} from './queue/types.ts';
export {
  type RequiredAgents,
  requiredAgents,
  UTILIZATION_RANGE,
  type Workload,
} from './required-agents.ts';
export {
  type AgentAllocation,
  type AllocateAgentsOptions,
  type AllocationProblem,
  type AllocationSolver,
  allocateAgents,
  type SharedQueue,
} from './search/allocate-agents.ts';
export {
  type CoverShiftsOptions,
  coverShifts,
  type ShiftCover,
  type ShiftType,
} from './search/cover-shifts.ts';
export {
  createGeneticSolver,
  type GeneticOptions,
  geneticSearch,
  type SearchProblem,
} from './search/genetic-search.ts';
export {
  PLANNING_REASON_CODES,
  type PlanningReason,
  type PlanningReasonCode,
} from './types.ts';
