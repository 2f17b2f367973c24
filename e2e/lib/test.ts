import { test as base } from "@playwright/test";
import { Server } from "./server";

interface EachTest {
  /** Starts a server of the test's own, which ends with the test. */
  serve: typeof Server.start;
  /** Closes what the test opened in the browser, whatever became of it. */
  tidy: undefined;
}

interface EachWorker {
  /** One server for all tests that leave it as it was. */
  server: Server;
}

/** Playwright's test with servers that never outlive it, and contexts closed whatever happened. */
export const test = base.extend<EachTest, EachWorker>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads which fixtures are wanted here
  serve: async ({}, use) => {
    const servers: Server[] = [];
    await use(async (args, env) => {
      const server = await Server.start(args, env);
      servers.push(server);
      return server;
    });
    for (const server of servers) await server.stop();
  },
  tidy: [
    async ({ browser }, use) => {
      await use(undefined);
      for (const context of browser.contexts()) await context.close();
    },
    { auto: true },
  ],
  server: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads which fixtures are wanted here
    async ({}, use) => {
      const server = await Server.start();
      await use(server);
      await server.stop();
    },
    { scope: "worker" },
  ],
});
