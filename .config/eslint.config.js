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
  'src/{model,adapter,errors,http,webhooks,triage,sla,health,testing}/**/*.ts',
  'src/index.ts',
  'adapters/*/*.ts',
  'adapters/*/{adapter,options,capabilities,enums,wire,to-unified,from-unified,client,webhook,errors}/**/*.ts',
];

const defaultExport = {
  selector: 'ExportDefaultDeclaration',
  message: 'Export by name: a default export has no name to search for.',
};
const classes = {
  selector: 'ClassDeclaration:not([id.name=/Error$/])',
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
  '@typescript-eslint/prefer-promise-reject-errors': 'error',
  '@typescript-eslint/return-await': ['error', 'error-handling-correctness-only'],
  '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
  '@typescript-eslint/ban-ts-comment': ['error', { minimumDescriptionLength: 10 }],
  '@typescript-eslint/no-non-null-assertion': 'error',
  eqeqeq: 'error',
  'no-var': 'error',
  'prefer-const': 'error',
  'no-param-reassign': ['error', { props: true, ignorePropertyModificationsFor: [] }],
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
      'max-lines-per-function': ['error', { max: 70 }],
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
      '@typescript-eslint/no-non-null-assertion': 'off',
      'no-restricted-imports': restricted({ axios: false, retry: false }),
    },
  },
);
