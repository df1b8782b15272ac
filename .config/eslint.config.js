import tseslint from 'typescript-eslint';

const zodNames = {
  name: 'zod',
  message: "Use `import * as z from 'zod/mini'`: the named import keeps every locale.",
};
const axiosMessage = 'Only src/http/axios-transport.ts imports axios, and only when it is used.';
const retryMessage = 'Only src/http/retry.ts imports p-retry.';
const nodeMessage = 'This must run on edge runtimes: use Web standards or getBuiltinModule.';

const restricted = ({ axios = true, retry = true, node = false, adapters = false }) => [
  'error',
  {
    paths: [
      zodNames,
      ...(axios ? [{ name: 'axios', message: axiosMessage }] : []),
      ...(retry ? [{ name: 'p-retry', message: retryMessage }] : []),
    ],
    patterns: [
      ...(node ? [{ group: ['node:*'], message: nodeMessage }] : []),
      ...(adapters ? [{ group: ['**/adapters/**'], message: 'src never imports adapters.' }] : []),
    ],
  },
];

const EDGE_SAFE = [
  'src/{model,adapter,errors,http,webhooks,polling,hub,triage,sla,health,escalation,rules,workflow,text,metrics,planning,feedback,numbers,testing,report,desk-report}/**/*.ts',
  'src/migration/report/**/*.ts',
  'src/index.ts',
  'adapters/*/*.ts',
  'adapters/*/{adapter,options,capabilities,enums,wire,to-unified,from-unified,client,webhook,errors}/**/*.ts',
];

const defaultExport = {
  selector: 'ExportDefaultDeclaration',
  message: 'Export by name: a default export has no name to search for.',
};
const classes = {
  selector: "ClassDeclaration:not([id.name=/Error$/]):not([superClass.name='Error'])",
  message: 'Classes are for errors; use a createX function.',
};
const exportAll = {
  selector: 'ExportAllDeclaration',
  message: 'List exports by name; what is not listed is private.',
};
const dynamicAxios = {
  selector: "ImportExpression[source.value='axios']",
  message: axiosMessage,
};
const consoleInSource = { 'no-console': 'error' };

const shared = {
  '@typescript-eslint/no-explicit-any': 'error',
  '@typescript-eslint/consistent-type-imports': [
    'error',
    { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false },
  ],
  '@typescript-eslint/no-floating-promises': 'error',
  '@typescript-eslint/no-misused-promises': 'error',
  '@typescript-eslint/await-thenable': 'error',
  '@typescript-eslint/no-unnecessary-type-assertion': 'error',
  '@typescript-eslint/switch-exhaustiveness-check': [
    'error',
    { considerDefaultExhaustiveForUnions: true },
  ],
  '@typescript-eslint/only-throw-error': 'error',
  // What an abort signal or a caught failure carries is passed on as it is.
  '@typescript-eslint/prefer-promise-reject-errors': [
    'error',
    { allowThrowingUnknown: true, allowThrowingAny: true },
  ],
  '@typescript-eslint/return-await': ['error', 'error-handling-correctness-only'],
  '@typescript-eslint/no-unused-vars': [
    'error',
    { argsIgnorePattern: '^_', varsIgnorePattern: '^_' },
  ],
  '@typescript-eslint/ban-ts-comment': ['error', { minimumDescriptionLength: 10 }],
  '@typescript-eslint/no-non-null-assertion': 'error',
  // `== null` is the idiom for "null or undefined".
  eqeqeq: ['error', 'always', { null: 'ignore' }],
  'no-var': 'error',
  'prefer-const': 'error',
  'no-param-reassign': [
    'error',
    // Builders and records of a module's own state, filled in steps inside that one module.
    { props: true, ignorePropertyModificationsFor: ['ticket', 'bucket', 'waiter', 'clock'] },
  ],
  'no-restricted-imports': restricted({}),
  'max-lines': ['error', { max: 350 }],
};

export default tseslint.config(
  {
    ignores: [
      'dist/**',
      'coverage/**',
      'reports/**',
      'node_modules/**',
      '.polydesk/**',
      '**/*.json',
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.ts'],
    plugins: { '@typescript-eslint': tseslint.plugin },
    languageOptions: {
      parser: tseslint.parser,
      parserOptions: { project: ['./tsconfig.json'], tsconfigRootDir: `${import.meta.dirname}/..` },
    },
    rules: shared,
  },
  {
    files: ['src/**/*.ts', 'adapters/**/*.ts'],
    rules: {
      ...consoleInSource,
      'max-lines-per-function': ['error', { max: 70, skipComments: true, skipBlankLines: true }],
      'no-restricted-imports': restricted({ adapters: true }),
      'no-restricted-syntax': ['error', defaultExport, classes, exportAll, dynamicAxios],
    },
  },
  {
    files: EDGE_SAFE,
    rules: { 'no-restricted-imports': restricted({ node: true, adapters: true }) },
  },
  {
    files: ['adapters/**/*.ts', 'src/cli/**/*.ts', 'src/sandbox/index.ts'],
    ignores: EDGE_SAFE,
    rules: { 'no-restricted-imports': restricted({}) },
  },
  {
    files: ['src/http/axios-transport.ts'],
    rules: {
      'no-restricted-imports': restricted({ axios: false, node: true, adapters: true }),
      'no-restricted-syntax': ['error', defaultExport, classes, exportAll],
    },
  },
  {
    files: ['src/http/retry.ts'],
    rules: {
      'no-restricted-imports': restricted({ retry: false, node: true, adapters: true }),
    },
  },
  {
    // Factories whose methods share state by closure: the methods are the functions that count.
    files: [
      'adapters/*/adapter.ts',
      'adapters/*/client/*.ts',
      'src/http/{limiter,rate-limit,tokens}.ts',
    ],
    rules: {
      'max-lines-per-function': ['error', { max: 130, skipComments: true, skipBlankLines: true }],
    },
  },
  {
    // Tables, not functions: one line a field or a word.
    files: ['adapters/*/to-unified/tickets.ts', 'src/triage/data/*.ts'],
    rules: { 'max-lines-per-function': 'off' },
  },
  { files: ['src/cli/**/*.ts'], rules: { 'no-console': 'off' } },
  {
    // A sandbox is a stateful double of a provider: changing its tables is its work.
    files: ['src/sandbox/**/*.ts', 'adapters/*/sandbox/**/*.ts', 'test/**/*.ts', 'bench/**/*.ts'],
    rules: { 'no-param-reassign': 'off' },
  },
  {
    // Test data and doubles: non-null is checked by the test that uses it.
    files: ['test/**/*.ts', 'bench/**/*.ts', 'examples/**/*.ts'],
    rules: {
      '@typescript-eslint/prefer-promise-reject-errors': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      'no-restricted-imports': restricted({ axios: false, retry: false }),
    },
  },
  {
    // Type tests declare values only to look at their types.
    files: ['test/types/**/*.ts'],
    rules: { '@typescript-eslint/no-unused-vars': 'off' },
  },
  {
    files: ['test/types/**/*.ts'],
    rules: {
      // A type test names values that never run, and casts that the compiler must judge.
      '@typescript-eslint/no-unused-vars': 'off',
      '@typescript-eslint/no-unnecessary-type-assertion': 'off',
    },
  },
);
