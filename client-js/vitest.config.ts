import { defineConfig } from "vitest/config";

// `node`: rules and simulations on virtual time. `browser`: real pages, driven from Node.
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "node",
          include: ["test/**/*.test.ts", "demo/test/*.test.ts"],
          exclude: ["test/browser/**"],
          testTimeout: 60_000, // for a machine that does other things as well
        },
      },
      {
        test: {
          name: "browser",
          include: ["test/browser/**/*.test.ts", "demo/test/browser/*.test.ts"],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          expect: { poll: { timeout: 30_000 } },
          fileParallelism: false,
        },
      },
    ],
  },
});
