import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { expect } from "@playwright/test";
import { BridgeClient, CLIENTS } from "../lib/bridge";
import { Observer } from "../lib/observer";
import { freePort } from "../lib/server";
import { test } from "../lib/test";

const examples = fileURLToPath(new URL("../../examples/", import.meta.url));
const started: ChildProcess[] = [];

/** A program of the examples; `lines` is what it has printed. */
function run(script: string, ...args: string[]) {
  const child = spawn(process.execPath, [`${examples}${script}`, ...args], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  started.push(child);
  let text = "";
  child.stdout.on("data", (bytes) => {
    text += bytes;
  });
  return () => text.split("\n").slice(0, -1);
}

test.afterEach(async () => {
  for (const child of started.splice(0)) {
    if (child.exitCode !== null) continue;
    child.kill();
    await once(child, "exit");
  }
});

for (const client of CLIENTS) {
  for (const transport of ["websocket", "xhr-streaming", "xhr-polling", "eventsource"]) {
    test(`${client} follows a room by ${transport}`, async ({ server }) => {
      const room = `${client.includes("3") ? "old" : "new"}-${transport}`;
      const follower = await BridgeClient.open(client, server.url, transport);
      const end = follower.follow(room);
      expect(await follower.until(1)).toEqual({ kind: "absent" });
      const ada = await Observer.join(server.signalUrl, room);
      const whole = await follower.until(2);
      expect(whole).toMatchObject({ kind: "snapshot", id: room });
      expect(whole.roster).toHaveLength(1);
      ada.leave();
      expect(await follower.until(3)).toMatchObject({
        kind: "changes",
        incarnation: whole.incarnation,
        prev: whole.rev,
        ops: [{ op: "remove", reason: "left" }],
      });
      expect(await follower.until(4)).toEqual({ kind: "absent" });
      end();
      expect(follower.errors).toEqual([]);
      follower.bus.close();
    });
  }

  test(`${client} is told what is refused`, async ({ server }) => {
    const follower = await BridgeClient.open(client, server.url, "websocket");
    follower.bus.registerHandler("parley.nodes", {}, (error) => {
      if (error) follower.errors.push(error);
    });
    follower.bus.send("parley.service.rooms", {}, {}, (error) => {
      if (error) follower.errors.push(error);
    });
    follower.bus.publish("parley.room.a", { kind: "absent" });
    await expect.poll(() => follower.errors.length).toBe(3);
    expect(follower.errors.map((error) => error.failureType)).toEqual([
      "bad-address",
      "outbound-only",
      "outbound-only",
    ]);
    expect(follower.heard).toEqual([]);
    follower.bus.close();
  });
}

test("attendance is recorded without a gap, though the server is killed meanwhile", async ({
  serve,
}) => {
  const server = await serve();
  const lines = run("attendance/attendance.mjs", server.url, "north", "south");
  const events = () =>
    lines().map((line) => {
      const { room, event, name, at, since, seen } = JSON.parse(line);
      expect(since).toBeLessThanOrEqual(seen ?? at);
      return `${name} ${event} ${room}`;
    });
  const ada = await Observer.join(server.signalUrl, "north", { profile: { name: "Ada" } });
  await Observer.join(server.signalUrl, "south", { profile: { name: "Bob" } });
  await expect.poll(() => events().sort()).toEqual(["Ada came north", "Bob came south"]);
  ada.leave();
  await expect.poll(events).toContain("Ada left north");

  await server.kill();
  await server.start();
  await Observer.join(server.signalUrl, "north", { profile: { name: "Carol" } });
  await expect.poll(() => events().slice(3).sort()).toEqual(["Bob left south", "Carol came north"]);
});

test("the wall shows who is in the rooms that it watches", async ({ browser, serve }) => {
  const port = await freePort();
  const wall = `http://localhost:${port}`;
  const server = await serve([], { PARLEY_ORIGINS: wall });
  run("wall/serve.mjs", String(port));
  const page = await browser.newPage();
  const errors: unknown[] = [];
  page.on("pageerror", (error) => errors.push(error));
  await expect(async () => {
    await page.goto(`${wall}/?server=${encodeURIComponent(server.url)}&rooms=north,south`);
  }).toPass();
  const card = (room: string) => page.getByRole("region", { name: room });
  await expect(card("north")).toContainText("Nobody");

  const ada = await Observer.join(server.signalUrl, "north", {
    profile: { name: "<b onclick=alert(1)>Ada</b>" },
  });
  await expect(card("north")).toContainText("1 person");
  await expect(card("north")).toContainText("<b onclick=alert(1)>Ada</b>");
  await page.getByLabel("Watch a room").fill("west");
  await page.getByRole("button", { name: "Watch" }).click();
  await Observer.join(server.signalUrl, "west", { profile: { name: "Bob" } });
  await expect(card("west")).toContainText("Bob");
  ada.leave();
  await expect(card("north")).toContainText("Nobody");

  await server.kill();
  await expect(page.getByRole("status")).toHaveText("Connecting…");
  await server.start();
  await expect(page.getByRole("status")).toHaveText("Live");
  await expect(card("west")).toContainText("Nobody");
  expect(errors).toEqual([]);
});

test("a page of an origin that is not named is refused", async ({ server }) => {
  const refused = await fetch(`${server.url}/eventbus/info`, {
    headers: { Origin: "https://evil.example" },
  });
  expect(refused.status).toBe(403);
  const own = await fetch(`${server.url}/eventbus/info`, { headers: { Origin: server.url } });
  expect(own.status).toBe(200);
  for (const path of ["iframe.html", "a/b/jsonp", "a/b/htmlfile", "..%2Fwebsocket", "a/b/xhr%2f"])
    expect((await fetch(`${server.url}/eventbus/${path}`)).status).toBe(404);
});
