import { afterAll, expect, it } from 'vitest';
import { createRoutes } from '../../../../adapters/intercom/sandbox/routes/index.ts';
import { loadSpecification, type Specification } from '../../../support/openapi.ts';
import { describeWithReference } from '../../../support/reference.ts';
import { createClient } from './client.ts';
import { deviations } from './openapi-deviations.ts';
import { tour } from './tour.ts';

describeWithReference('the Intercom sandbox and the published description', () => {
  const covered = new Set<string>();
  const used = new Set<string>();
  let specification: Specification;

  it('agree on every answer of a tour over every route', async () => {
    specification = loadSpecification('providers', 'intercom', 'openapi-2.16.yaml');
    const client = createClient({ rateLimits: false });
    const problems: string[] = [];
    for (const { method, path, answer } of await tour(client)) {
      const url = new URL(path, client.sandbox.url);
      const operation = specification.find(method, url.pathname);
      if (operation === null) {
        problems.push(`${method} ${url.pathname}: not described`);
        continue;
      }
      covered.add(operation.name);
      const errors =
        operation.validateResponse(answer.status, answer.body) ??
        (operation.statuses.includes(String(answer.status))
          ? []
          : [`status ${answer.status} is not described`]);
      for (const error of errors) {
        const excuse = deviations.find((deviation) =>
          deviation.operation === '*'
            ? error.endsWith(deviation.error)
            : deviation.operation === operation.name && deviation.error === error,
        );
        if (excuse === undefined) problems.push(`${operation.name}: ${error}`);
        else used.add(keyOf(excuse));
      }
    }
    expect([...new Set(problems)]).toEqual([]);
    const visited = new Set(Object.keys(client.sandbox.calls.byRoute));
    const missed = createRoutes()
      .map(([method, path]) => `${method} ${path}`)
      .filter((route) => !visited.has(route));
    expect(missed).toEqual([]);
  }, 120_000);

  it('differ nowhere that is no longer needed', () => {
    expect(deviations.filter((deviation) => !used.has(keyOf(deviation)))).toEqual([]);
  });

  it('share at least 110 operations', () => {
    expect(covered.size).toBeGreaterThanOrEqual(110);
  });

  afterAll(() => {
    console.info(
      `description: ${covered.size} of ${specification.operations.length} operations covered`,
    );
  });
});

const keyOf = (deviation: { readonly operation: string; readonly error: string }) =>
  `${deviation.operation} ${deviation.error}`;
