import { afterAll, expect, it } from 'vitest';
import { loadSpecification, type Specification } from '../../../support/openapi.ts';
import { describeWithReference } from '../../../support/reference.ts';
import { createClient } from './client.ts';
import { tour } from './tour.ts';
import { deviations } from './openapi-deviations.ts';

describeWithReference('the sandbox and the published description', () => {
  const covered = new Set<string>();
  const used = new Set<string>();
  let specification: Specification;

  it('agree on every answer that the description covers', async () => {
    specification = loadSpecification('providers', 'zendesk', 'openapi.json');
    const client = createClient({ rateLimits: false });
    const problems: string[] = [];
    for (const { method, path, answer } of await tour(client)) {
      const url = new URL(path, client.sandbox.url);
      const operation = specification.find(method, url.pathname);
      if (operation === null || answer.status >= 400) continue;
      const errors = operation.validateResponse(answer.status, answer.body);
      covered.add(operation.name);
      const known = deviations.filter(
        (deviation) => deviation.operation === operation.name || deviation.operation === '*',
      );
      if (errors === null) {
        const other = known.find((deviation) => deviation.error === `status ${answer.status}`);
        if (answer.status === 204 || operation.statuses.includes(String(answer.status))) continue;
        if (other === undefined)
          problems.push(`${operation.name}: status ${answer.status} is not described`);
        else used.add(keyOf(other));
        continue;
      }
      for (const error of errors) {
        const excuse = known.find((deviation) => deviation.error === error);
        if (excuse === undefined) problems.push(`${operation.name}: ${error}`);
        else used.add(keyOf(excuse));
      }
    }
    expect([...new Set(problems)]).toEqual([]);
  });

  it('differ nowhere that is no longer needed', () => {
    const idle = deviations.filter((deviation) => !used.has(keyOf(deviation)));
    expect(idle).toEqual([]);
  });

  it('share at least 130 operations', () => {
    expect(covered.size).toBeGreaterThanOrEqual(130);
  });

  afterAll(() => {
    console.info(
      `description: ${covered.size} of ${specification.operations.length} operations covered`,
    );
  });
});

const keyOf = (deviation: { readonly operation: string; readonly error: string }) =>
  `${deviation.operation} ${deviation.error}`;
