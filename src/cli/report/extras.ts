import type { ReportCustomer, ReportTicket, TriagePrediction } from '../../desk-report/index.ts';
import { ConfigurationError, SupportError } from '../../errors/index.ts';
import { calculateHealthScore, type HealthInput } from '../../health/index.ts';
import { TICKET_PRIORITIES } from '../../model/enums.ts';
import { jsonOfLine, readLines } from './read-lines.ts';
import { readJsonFile } from './sla-choice.ts';

type Fields = Readonly<Record<string, unknown>>;

const isRecord = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * What triage said, from a file with one JSON object on each line: `ticketId`, and `category`, `priority`
 * and `confidence` as far as they are known. The last line of a ticket counts.
 *
 * @throws {ConfigurationError} for a line that is none, naming its number and never its content.
 */
export async function readPredictions(
  path: string | undefined,
): Promise<ReadonlyMap<string, TriagePrediction>> {
  const predictions = new Map<string, TriagePrediction>();
  if (path === undefined) return predictions;
  for await (const line of readLines(path)) {
    const value = jsonOfLine(path, line);
    const {
      ticketId,
      category = null,
      priority = null,
      confidence = null,
    } = isRecord(value) ? value : {};
    const known = TICKET_PRIORITIES.find((one) => one === priority) ?? null;
    const isRight =
      typeof ticketId === 'string' &&
      (category === null || typeof category === 'string') &&
      (priority === null || known !== null) &&
      (confidence === null ||
        (typeof confidence === 'number' && confidence >= 0 && confidence <= 1));
    if (!isRight)
      throw new ConfigurationError(
        `${path}, line ${line.number}: this is no prediction. It needs \`ticketId\`, and may have \`category\`, \`priority\` and a \`confidence\` from 0 to 1.`,
      );
    predictions.set(ticketId, { category, priority: known, confidence });
  }
  return predictions;
}

const DAYS_90 = 90 * 86_400_000;

/**
 * Customers with what billing and product analytics know of them, from a JSON file: `coreFeatures` and
 * `customers`, each with an `id` as the tickets have it (of the organization, else of the requester), `plan`,
 * `mrr`, `name` and the fields of a `HealthInput`. Tickets of the last 90 days are counted where the file
 * does not say.
 *
 * @throws {ConfigurationError} for what is not right, by its place in the file.
 */
export async function readCustomers(
  path: string,
  tickets: readonly ReportTicket[],
  now: number,
): Promise<readonly ReportCustomer[]> {
  const file = await readJsonFile(path, 'The customers');
  const { customers, coreFeatures = [] } = isRecord(file) ? file : {};
  if (!Array.isArray(customers) || !isListOfTexts(coreFeatures))
    throw new ConfigurationError(`${path} has no lists of \`customers\` and \`coreFeatures\`.`);
  const recent = new Map<string, ReportTicket[]>();
  for (const ticket of tickets) {
    if (ticket.customerId == null || Number(ticket.createdAt) < now - DAYS_90) continue;
    const own = recent.get(ticket.customerId);
    if (own === undefined) recent.set(ticket.customerId, [ticket]);
    else own.push(ticket);
  }
  return customers.map((customer: unknown, index) => {
    const refuse = (what: string) => new ConfigurationError(`${path}: customers.${index} ${what}`);
    if (!isRecord(customer) || typeof customer['id'] !== 'string')
      throw refuse('has no `id`, a text.');
    const { id } = customer;
    const own = recent.get(id) ?? [];
    try {
      const health = calculateHealthScore(inputOf(customer, own), { coreFeatures });
      const { plan, name } = customer;
      return {
        id,
        name: typeof name === 'string' ? name : null,
        plan: typeof plan === 'string' ? plan : null,
        mrr: numberOf(customer, 'mrr'),
        health,
      };
    } catch (error) {
      // These errors name fields, never values.
      if (SupportError.isInstance(error)) throw refuse(`is not usable: ${error.message}`);
      throw error;
    }
  });
}

const isListOfTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((one) => typeof one === 'string');

function numberOf(fields: Fields, name: string): number | null {
  const value = fields[name] ?? null;
  if (value === null || (typeof value === 'number' && Number.isFinite(value))) return value;
  throw new ConfigurationError(`\`${name}\` must be a number.`);
}

function inputOf(customer: Fields, tickets: readonly ReportTicket[]): HealthInput {
  const { featuresUsed = null } = customer;
  if (featuresUsed !== null && !isListOfTexts(featuresUsed))
    throw new ConfigurationError('`featuresUsed` must be a list of texts.');
  const resolved = tickets.filter(({ status }) => status === 'resolved' || status === 'closed');
  return {
    loginDaysLast30: numberOf(customer, 'loginDaysLast30'),
    featuresUsed,
    ticketsLast90Days: numberOf(customer, 'ticketsLast90Days') ?? tickets.length,
    resolvedTicketsLast90Days: numberOf(customer, 'resolvedTicketsLast90Days') ?? resolved.length,
    currentMonthUsage: numberOf(customer, 'currentMonthUsage'),
    previousMonthUsage: numberOf(customer, 'previousMonthUsage'),
    failedPaymentsLast90Days: numberOf(customer, 'failedPaymentsLast90Days'),
  };
}
