import fc from 'fast-check';

/** Few cases, since every change runs them, and the same ones in every run. */
fc.configureGlobal({ numRuns: 20, seed: 20_260_501 });
