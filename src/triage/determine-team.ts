import { DEFAULT_TEAM_ROUTES, TRIAGE_DEFAULTS } from './defaults.ts';
import type { TeamDecision, TeamFacts, TeamOptions, TeamRoute } from './types.ts';

/**
 * Which team takes a ticket: the first route whose conditions all hold, else the fallback team. There
 * is always a team of people at the end.
 *
 * @example determineTeam({ category: 'technical.bug', priority: 'urgent' }).team
 * //=> 'technical-escalation'
 */
export function determineTeam(facts: TeamFacts, options: TeamOptions = {}): TeamDecision {
  const route = (options.routes ?? DEFAULT_TEAM_ROUTES).find((one) => holds(one, facts));
  const { category, priority } = facts;
  if (route === undefined) {
    const team = options.fallbackTeam ?? TRIAGE_DEFAULTS.fallbackTeam;
    const message = `No route holds, so ${team} takes it.`;
    const evidence = { category, priority };
    return { team, route: null, reasons: [{ code: 'team_by_fallback', message, evidence }] };
  }
  const { team } = route;
  const message = `Category and priority lead to ${team}.`;
  const evidence = { category, priority, route };
  return { team, route, reasons: [{ code: 'team_by_route', message, evidence }] };
}

function holds(route: TeamRoute, facts: TeamFacts): boolean {
  const { category, priorities, plans, minimumMrr } = route;
  return (
    (category === undefined || covers(category, facts.category)) &&
    (priorities === undefined || priorities.includes(facts.priority)) &&
    (plans === undefined || plans.includes(facts.plan ?? '')) &&
    (minimumMrr === undefined || (facts.mrr ?? Number.NEGATIVE_INFINITY) >= minimumMrr)
  );
}

const covers = (area: string, category: string | null): boolean =>
  category !== null && (category === area || category.startsWith(`${area}.`));
