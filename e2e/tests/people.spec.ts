import { expect } from "@playwright/test";
import { attends, blank, steps } from "../lib/people";
import { test } from "../lib/test";

test("a user is watched without a room, and rings on all pages; the first that accepts has it", async ({
  browser,
  server,
}) => {
  const [ada, home, work] = [
    await blank(browser, server),
    await blank(browser, server),
    await blank(browser, server),
  ];
  await attends(ada, server, "ada");
  await ada.evaluate(() => {
    window.people.watch("bob", ({ sessions, status }: { sessions: number; status: Values }) =>
      window.steps.push(`bob ${sessions} ${status.at}`),
    );
  });
  const last = () => expect.poll(async () => (await steps(ada)).at(-1));
  await last().toBe("bob 0 undefined");
  await attends(home, server, "bob");
  await last().toBe("bob 1 undefined");
  await home.evaluate(() => window.people.setStatus({ at: "desk" }));
  await last().toBe("bob 1 desk");
  await attends(work, server, "bob");
  await last().toBe("bob 2 desk");

  const ring = () =>
    ada.evaluate(async () => {
      const call = await window.people.ring("bob", { room: "tea", values: { name: "Ada" } });
      call.ended.then(({ reason }: { reason: string }) => window.steps.push(`ring ${reason}`));
      return call.sessions;
    });
  expect(await ring()).toBe(2);
  for (const page of [home, work])
    await expect.poll(() => page.evaluate(() => window.rings.at(-1)?.from.user)).toBe("ada");
  const [, late] = await Promise.all(
    [work, home].map((page) =>
      page.evaluate(() =>
        window.rings
          .at(-1)
          .accept()
          .then(
            () => "accepted",
            ({ code }: { code: string }) => code,
          ),
      ),
    ),
  ).then((answers) => answers.sort());
  expect(late).toBe("ring-over");
  for (const page of [ada, home, work])
    await expect.poll(async () => (await steps(page)).at(-1)).toBe("ring accepted");

  await ring();
  await expect.poll(() => work.evaluate(() => window.rings.length)).toBe(2);
  await work.evaluate(() => window.rings.at(-1).decline());
  await last().toBe("ring declined");
  const nobody = ada.evaluate(() =>
    window.people.ring("eve", { room: "tea" }).catch(({ code }: { code: string }) => code),
  );
  expect(await nobody).toBe("unknown-peer");
});

test("a server that is killed and comes back finds who is there, and whom they watch", async ({
  browser,
  serve,
}) => {
  const server = await serve();
  const [ada, bob] = [await blank(browser, server), await blank(browser, server)];
  await attends(ada, server, "ada");
  await attends(bob, server, "bob");
  await ada.evaluate(() => {
    window.people.watch("bob", ({ sessions }: { sessions: number }) =>
      window.steps.push(`bob ${sessions}`),
    );
  });
  await expect.poll(async () => (await steps(ada)).at(-1)).toBe("bob 1");
  await server.kill();
  await expect.poll(() => ada.evaluate(() => window.people.state)).toBe("reconnecting");
  await server.start();
  for (const page of [ada, bob])
    await expect.poll(() => page.evaluate(() => window.people.state)).toBe("connected");
  await expect.poll(async () => (await steps(ada)).at(-1)).toBe("bob 1");
  await bob.evaluate(() => window.people.close());
  await expect.poll(async () => (await steps(ada)).at(-1)).toBe("bob 0");
});

type Values = Readonly<Record<string, unknown>>;
