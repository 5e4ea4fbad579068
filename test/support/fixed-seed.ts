import fc from 'fast-check';

// Every run meets the same cases; the soak run brings others. There is no environment in a browser.
const given = globalThis.process?.env?.FRAMEREEL_FUZZ_SEED;
fc.configureGlobal({ seed: Number(given ?? 20_261_122) });
