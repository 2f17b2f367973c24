import { type Browser, test as base } from "@playwright/test";
import { chromiumIn } from "./browser";
import { Coturn } from "./coturn";
import { type Home, Internet, PARLEY_ADDRESS, TURN_ADDRESS } from "./internet";
import { Server } from "./server";

/** Somebody's place and browser. */
export interface Seat {
  readonly home: Home;
  readonly browser: Browser;
}

/** All that two people need for a call over a network of ours. */
export interface Rig {
  readonly internet: Internet;
  readonly turn: Coturn;
  readonly server: Server;
  readonly seats: readonly [Seat, Seat];
}

async function withRig(use: (rig: Rig) => Promise<void>): Promise<void> {
  const internet = await Internet.make();
  const opened: (() => Promise<void>)[] = [];
  try {
    const { middle, homes, folder } = internet;
    const turn = await Coturn.start(middle, TURN_ADDRESS, folder);
    opened.push(() => turn.stop());
    const server = await Server.start(middle, PARLEY_ADDRESS, turn.env);
    opened.push(() => server.stop());
    const [one, two] = await Promise.all(homes.map(({ space }) => chromiumIn(space)));
    if (!one || !two) throw new Error("two homes");
    opened.push(() => one.close());
    opened.push(() => two.close());
    const [home1, home2] = homes;
    await use({
      internet,
      turn,
      server,
      seats: [
        { home: home1, browser: one },
        { home: home2, browser: two },
      ],
    });
  } finally {
    for (const close of opened.reverse()) await close();
    await internet.close();
  }
}

/** Playwright's test with one internet for all tests, which leave it as it was, and pages closed whatever happened. */
export const test = base.extend<{ tidy: undefined }, { rig: Rig }>({
  rig: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads which fixtures are wanted here
    async ({}, use) => withRig(use),
    { scope: "worker", timeout: 90_000 },
  ],
  tidy: [
    async ({ rig }, use) => {
      await use(undefined);
      for (const { browser } of rig.seats)
        for (const context of browser.contexts()) await context.close();
    },
    { auto: true },
  ],
});
