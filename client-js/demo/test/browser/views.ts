import type { Page } from "playwright-core";
import { clustered, join, reach } from "./stage-lab.js";

/** Everything the app shows, each from the lobby on. */
export const VIEWS: Record<string, (page: Page) => Promise<unknown>> = {
  lobby: (page) => page.getByRole("meter").waitFor(),
  "lobby with a bad room name": (page) => page.getByLabel("Room name").fill("!!!"),
  "call alone": (page) => join(page),
  "call of four, with trouble": async (page) => {
    await join(page, "Ada", "Bob", "Eve");
    await page.evaluate(() => {
      const { room } = window.stage;
      room?.change("Ada", { profile: { mic: "lost", camera: "off" } });
      room?.hear("camera", {
        why: "lost",
        was: undefined,
        device: undefined,
        trouble: "no-device",
      });
      room?.change("Bob", { connection: "lost" });
      room?.change("Eve", { state: "away" });
      room?.turn("reconnecting");
      room?.say("Ada", "Are you there?");
    });
  },
  "call in a cluster, the gateway killed": async (page) => {
    await clustered(page);
    await join(page, "Ada");
    await page.evaluate(() => window.stage.room?.turn("connected", "gw-2-5f1c"));
    await page.getByRole("button", { name: "Kill this gateway" }).click();
    await page.evaluate(() => window.stage.room?.turn("reconnecting"));
  },
  "screens shared, and files": async (page) => {
    await join(page, "Ada", "Bob");
    await page.evaluate(() => {
      const { room, files } = window.stage;
      room?.share("Ada");
      for (const name of ["report.pdf", "holiday.mov", "notes.txt"])
        files?.come("Bob", { name, size: 16_500_000, type: "" });
      files?.transfers[1]?.accept();
      files?.transfers[2]?.turn("done");
    });
    await page.keyboard.press("s");
    await page.getByText("Everybody sees your screen").waitFor();
  },
  chat: async (page) => {
    await join(page, "Ada");
    await page.keyboard.press("c");
    await page.evaluate(() => window.stage.room?.say("Ada", "See https://a.example"));
    await page.keyboard.type("Thank you");
    await page.keyboard.press("Enter");
  },
  "people, hands raised": async (page) => {
    await join(page, "Ada", "Bob");
    await page.evaluate(() => window.stage.room?.change("Bob", { profile: { hand: 1 } }));
    await page.keyboard.press("h");
    await page.keyboard.press("p");
    await page.getByRole("button", { name: "More about Bob" }).click();
  },
  reactions: async (page) => {
    await join(page, "Ada");
    await page.keyboard.press("r");
    await page.evaluate(() => window.stage.room?.react("Ada", "🎉"));
  },
  invite: async (page) => {
    await join(page, "Ada");
    await page.keyboard.press("i");
    await page.getByText("The link is copied").waitFor();
  },
  devices: async (page) => {
    await join(page);
    await page.keyboard.press("d");
  },
  help: async (page) => {
    await join(page);
    await page.keyboard.press("?");
  },
  "removing somebody": async (page) => {
    await join(page, "Ada");
    await page.keyboard.press("p");
    await page.getByRole("button", { name: "More about Ada" }).click();
    await page.getByRole("button", { name: "Remove Ada from the call" }).click();
  },
  "moderator, people waiting and kept out": async (page) => {
    await join(page, "Ada", "Bob");
    await page.keyboard.press("p");
    await page.evaluate(async () => {
      const { room } = window.stage;
      const [ada, bob] = [...(room?.peers.values() ?? [])];
      if (!room || !ada || !bob) return;
      await room.setPolicy({ lobby: true });
      await room.ban(bob);
      await room.mute(ada, ["microphone", "data"]);
      for (const name of ["Zoe", "Cid"]) room.knock(name, name.toLowerCase());
    });
    await page.getByRole("button", { name: "More about Ada" }).click();
  },
  knocking: async (page) => {
    await join(page, "Ada");
    await page.evaluate(() => window.stage.room?.knock("Zoe"));
  },
  "room settings": async (page) => {
    await join(page, "Ada");
    await page.keyboard.press("p");
    await page.getByRole("button", { name: "Room settings" }).click();
  },
  "muted by a moderator": async (page) => {
    await join(page, "Ada");
    await page.keyboard.press("c");
    await page.evaluate(() => window.stage.room?.stand({ role: "member", publish: ["camera"] }));
  },
  "call someone, not reachable": async (page) => {
    await page.getByRole("button", { name: "Call someone" }).click();
  },
  "call someone": async (page) => {
    await reach(page, "ada", "bob", "eve", "zoe");
    await page.evaluate(() => {
      const { people } = window.stage;
      people?.show("ada", {});
      people?.show("bob", { calls: 1 });
      people?.show("eve", { status: { mood: "away" } });
    });
  },
  "somebody calls": async (page) => {
    await reach(page);
    await page.evaluate(() => window.stage.people?.come("ada", "tea", { name: "Ada Lovelace" }));
  },
  "somebody calls into a call": async (page) => {
    await reach(page);
    await page.getByRole("button", { name: "Meet in a room" }).click();
    await join(page, "Ada");
    await page.evaluate(() => window.stage.people?.come("eve", "tea"));
  },
  "calling, and declined": async (page) => {
    await reach(page, "ada");
    await page.getByRole("button", { name: "Call ada" }).click();
    await page.evaluate(() => window.stage.people?.end("declined"));
    await page.getByText("ada declined.").waitFor();
  },
  "safety words": async (page) => {
    await join(page, "Ada");
    await page.keyboard.press("p");
    await page.getByRole("button", { name: "More about Ada" }).click();
    await page.getByRole("button", { name: "Safety words with Ada" }).click();
    await page.getByText("harbor").waitFor();
  },
  waiting: async (page) => {
    await page.evaluate(() => Object.assign(window.stage, { waits: true }));
    await page.getByRole("button", { name: "Join the call" }).click();
    await page.getByText("You are the first in line").waitFor();
  },
  "turned away": async (page) => {
    await page.evaluate(() => Object.assign(window.stage, { refuse: "denied" }));
    await page.getByRole("button", { name: "Join the call" }).click();
    await page.getByText("You were not let in").waitFor();
  },
  "after the call": async (page) => {
    await join(page);
    await page.getByRole("button", { name: "Leave the call" }).click();
  },
};
