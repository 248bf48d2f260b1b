import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: 'test/support/build.ts',
    // Each test file in a process of its own: some change what is global, such as fetch.
    pool: 'forks',
    // Most tests take milliseconds; those that start the command line several times share a machine with the others.
    testTimeout: 60_000,
    hookTimeout: 30_000,
  },
});
