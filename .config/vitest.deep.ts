import fc from 'fast-check';

/** `npm run test:deep`: every property with the full number of cases. */
fc.configureGlobal({ numRuns: 5_000 });
