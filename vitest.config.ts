import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
    exclude: ['test/architecture/planted/**'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 300_000,
    // What is polled for is there at once, but not on a machine that other work keeps busy.
    expect: { poll: { timeout: 20_000 } },
    hookTimeout: 400_000,
  },
});
