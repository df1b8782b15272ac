import { describe, expect, it } from 'vitest';
import { boundaryViolations, importCycles } from './rules/boundaries.ts';
import { publishedSources, repositoryFiles, type SourceFile } from './rules/source-file.ts';

const files = repositoryFiles();
const one = (path: string, text: string): readonly SourceFile[] => [{ path, text }];

describe('the tree', () => {
  it('has no import against the direction of the layers', () => {
    expect(boundaryViolations(files)).toEqual([]);
  });

  it('has no circle of imports', () => {
    expect(importCycles(publishedSources(files))).toEqual([]);
  });
});

describe('the boundary rule refuses', () => {
  const cases: readonly (readonly [string, string, string, string])[] = [
    ['src importing an adapter', 'src/http/a.ts', '../../adapters/zendesk/index.ts', 'src never'],
    [
      'the sandbox kit importing an adapter',
      'src/sandbox/kit/a.ts',
      '../../../adapters/zendesk/enums.ts',
      'src never',
    ],
    [
      'one adapter importing another',
      'adapters/intercom/a.ts',
      '../zendesk/enums.ts',
      'each other',
    ],
    [
      'an adapter importing the receiver',
      'adapters/zendesk/webhook.ts',
      '../../src/webhooks/receive.ts',
      'webhooks/{hmac',
    ],
    [
      'an adapter importing triage',
      'adapters/zendesk/adapter.ts',
      '../../src/triage/index.ts',
      'adapters import',
    ],
    [
      'an adapter importing its sandbox',
      'adapters/zendesk/client.ts',
      './sandbox/index.ts',
      'never needs its sandbox',
    ],
    [
      'a translator importing http',
      'adapters/zendesk/to-unified/a.ts',
      '../../../src/http/create-http.ts',
      'never imports http',
    ],
    [
      'a translator importing the client',
      'adapters/zendesk/to-unified.ts',
      './client/a.ts',
      'never imports effects',
    ],
    [
      'a pure module importing http',
      'src/sla/a.ts',
      '../http/create-http.ts',
      'src/sla may import',
    ],
    ['a pure module importing another', 'src/sla/a.ts', '../triage/index.ts', 'src/sla may import'],
    [
      'the model importing the contract',
      'src/model/a.ts',
      '../adapter/contract.ts',
      'src/model may import',
    ],
    [
      'the hub importing the transport',
      'src/hub/a.ts',
      '../http/create-http.ts',
      'src/hub may import',
    ],
    ['polling importing a hub', 'src/polling/a.ts', '../hub/index.ts', 'src/polling may import'],
    ['a layer nobody knows', 'src/extras/a.ts', '../model/ids.ts', 'no rule says'],
    ['src importing tests', 'src/model/a.ts', '../../test/support/reference.ts', 'outside src'],
    ['the umbrella importing the sandbox', 'src/index.ts', './sandbox/index.ts', 'stays light'],
    ['an example importing sources', 'examples/a.ts', '../src/index.ts', 'public entry points'],
  ];
  it.each(cases)('%s', (_, path, target, sentence) => {
    const violations = boundaryViolations(one(path, `import { thing } from '${target}';`));
    expect(violations).toHaveLength(1);
    expect(violations[0]).toContain(sentence);
  });

  it('the same imports written as re-export, dynamic import and type', () => {
    const target = '../../adapters/zendesk/index.ts';
    const forms = [
      `export { a } from '${target}';`,
      `const a = await import('${target}');`,
      `import type { A } from '${target}';`,
      `type A = import('${target}').A;`,
      `import {\n  a,\n  b,\n} from '${target}';`,
    ];
    for (const text of forms)
      expect(boundaryViolations(one('src/http/a.ts', text))).toHaveLength(1);
  });

  it('axios and p-retry outside the one file of each', () => {
    expect(boundaryViolations(one('src/http/a.ts', `import axios from 'axios';`))).toHaveLength(1);
    expect(boundaryViolations(one('src/http/a.ts', `await import('p-retry');`))).toHaveLength(1);
    expect(boundaryViolations(one('src/http/retry.ts', `await import('p-retry');`))).toEqual([]);
  });

  it('a circle, also a long one', () => {
    const circle = [
      { path: 'src/a.ts', text: `import './b.ts';` },
      { path: 'src/b.ts', text: `import './c.ts';` },
      { path: 'src/c.ts', text: `import type { A } from './a.ts';` },
    ];
    expect(importCycles(circle)).toEqual(['src/a.ts → src/b.ts → src/c.ts → src/a.ts']);
    expect(importCycles(circle.slice(0, 2))).toEqual([]);
  });
});

describe('the boundary rule allows', () => {
  it('the composition roots to import adapters', () => {
    const target = (depth: string) =>
      `import { a } from '${depth}adapters/zendesk/sandbox/index.ts';`;
    expect(boundaryViolations(one('src/cli/main.ts', target('../../')))).toEqual([]);
    expect(boundaryViolations(one('src/sandbox/index.ts', target('../../')))).toEqual([]);
  });
});
