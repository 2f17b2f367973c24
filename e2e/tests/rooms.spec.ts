import { expect, type Page } from "@playwright/test";
import { movingPictures } from "../lib/app";
import { comeTo, heard, meeting, people, press, tile } from "../lib/meeting";
import { test } from "../lib/test";

const heading = (page: Page, name: string) => page.getByRole("heading", { name });
const inCall = (page: Page) => expect(page.getByRole("toolbar", { name: "Call" })).toBeVisible();
const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });

/** The host sets a rule of the room. */
async function rule(host: Page, name: string, on = true): Promise<void> {
  await people(host);
  await press(host, "Room settings");
  await host.getByRole("switch", { name }).setChecked(on);
  await expect(host.getByRole("switch", { name })).toBeChecked({ checked: on });
  await host.keyboard.press("Escape");
}

test("with the lobby on, one is let in, one turned away, and the others all at once", async ({
  browser,
  server,
}) => {
  const { Ada, Bob } = await meeting(browser, server, "lobby", "Ada", "Bob");
  await rule(Ada, "Lobby");
  await Ada.keyboard.press("p");
  const eve = await comeTo(browser, server, "/r/lobby", "Eve");
  await expect(heading(eve, "Waiting to be let in")).toBeVisible();
  await expect(eve.getByText("You are the first in line.")).toBeVisible();
  await expect(Ada.getByRole("status").getByText("Eve waits to be let in")).toBeVisible();
  await expect(Bob.getByText("Eve waits to be let in")).toHaveCount(0);
  const cid = await comeTo(browser, server, "/r/lobby", "Cid");
  await expect(cid.getByText("You are number 2 in line.")).toBeVisible();
  await people(Ada);
  await press(Ada, "Let in Eve");
  await inCall(eve);
  await expect(cid.getByText("You are the first in line.")).toBeVisible();
  await press(Ada, "Turn Cid away");
  await press(Ada, "Turn away");
  await expect(heading(cid, "You were not let in")).toBeVisible();
  const zoe = await comeTo(browser, server, "/r/lobby", "Zoe");
  const kim = await comeTo(browser, server, "/r/lobby", "Kim");
  await expect(kim.getByText("You are number 2 in line.")).toBeVisible();
  await press(Ada, "Let all in");
  await inCall(zoe);
  await inCall(kim);
  await expect(Bob.locator("parley-tile")).toHaveCount(5);
});

test("who is muted is silent for everybody, told why, and turns it on alone when it is given back", async ({
  browser,
  server,
}) => {
  const { Ada, Bob, Eve } = await meeting(browser, server, "mute", "Ada", "Bob", "Eve");
  await expect.poll(() => heard(Eve)).toEqual({ Ada: true, Bob: true });
  await people(Ada, "Bob");
  await press(Ada, "Microphone of Bob");
  await expect(Bob.getByText("A moderator has muted you.").first()).toBeVisible();
  await expect(button(Bob, "Muted by a moderator")).toBeVisible();
  await expect.poll(() => heard(Eve)).toEqual({ Ada: true, Bob: false });
  await expect(Eve.getByRole("group", { name: "Bob, muted by a moderator" })).toBeVisible();
  await press(Ada, "Microphone of Bob");
  await expect(Bob.getByText("You may speak again.").first()).toBeVisible();
  await press(Bob, "Unmute microphone");
  await expect.poll(() => heard(Eve)).toEqual({ Ada: true, Bob: true });
});

test("a camera that is taken shows to nobody, and is shown again when it is given back", async ({
  browser,
  server,
}) => {
  const { Ada, Bob, Eve } = await meeting(browser, server, "camera", "Ada", "Bob", "Eve");
  await expect.poll(() => movingPictures(Eve), { timeout: 60_000 }).toBe(3);
  await people(Ada, "Bob");
  await press(Ada, "Camera of Bob");
  for (const page of [Ada, Eve])
    await expect(tile(page, "Bob")).toHaveAttribute("data-picture", "false");
  await expect(button(Bob, "Camera taken by a moderator")).toBeVisible();
  await press(Ada, "Camera of Bob");
  await press(Bob, "Turn camera on");
  for (const page of [Ada, Eve])
    await expect(tile(page, "Bob")).toHaveAttribute("data-picture", "true");
});

test("without the right to it, nobody writes or shares a screen; it is given back", async ({
  browser,
  server,
}) => {
  const { Ada, Bob, Eve } = await meeting(browser, server, "write", "Ada", "Bob", "Eve");
  await people(Ada, "Bob");
  await press(Ada, "Chat and files of Bob");
  await press(Ada, "Screen of Bob");
  await Bob.keyboard.press("c");
  const line = Bob.getByRole("textbox", { name: "Message to everybody" });
  await expect(line).toBeDisabled();
  await expect(button(Bob, "Share: not allowed here")).toBeVisible();
  await press(Ada, "Chat and files of Bob");
  await expect(line).toBeEnabled();
  await line.fill("Hello again");
  await Bob.keyboard.press("Enter");
  await Eve.getByRole("button", { name: "Chat, 1 unread" }).click();
  await expect(Eve.getByRole("log")).toContainText("Hello again");
});

test("roles go up and down: a moderator moderates, an observer sends nothing", async ({
  browser,
  server,
}) => {
  const { Ada, Bob, Eve } = await meeting(browser, server, "roles", "Ada", "Bob", "Eve");
  await people(Ada, "Bob", "Eve");
  const roleOf = (name: string) =>
    Ada.getByRole("listitem").filter({ hasText: name }).getByLabel("Role");
  await roleOf("Bob").selectOption("Moderator");
  await expect(Bob.getByText("You are a moderator now")).toBeVisible();
  await people(Bob, "Eve");
  await expect(button(Bob, "Room settings")).toBeVisible();
  await press(Bob, "Microphone of Eve");
  await expect(button(Eve, "Muted by a moderator")).toBeVisible();
  await Bob.getByRole("button", { name: "More about Ada" }).click();
  await expect(Bob.getByRole("button", { name: "Remove Ada from the call" })).toBeHidden();
  await roleOf("Eve").selectOption("Observer");
  await expect(Eve.getByText("You are an observer now").first()).toBeVisible();
  await expect.poll(() => heard(Bob)).toMatchObject({ Eve: false });
  await roleOf("Bob").selectOption("Member");
  await expect(button(Bob, "Room settings")).toBeHidden();
});

test("who is removed is told, and so are the others", async ({ browser, server }) => {
  const { Ada, Bob, Eve } = await meeting(browser, server, "remove", "Ada", "Bob", "Eve");
  await people(Ada, "Bob");
  await press(Ada, "Remove Bob from the call");
  await press(Ada, "Remove");
  await expect(heading(Bob, "You were removed from the call")).toBeVisible();
  for (const page of [Ada, Eve]) await expect(page.locator("parley-tile")).toHaveCount(2);
  await expect(Eve.getByText("Bob was removed")).toBeVisible();
});

test("a ban holds until it is lifted", async ({ browser, server }) => {
  const { Ada, Bob, Eve } = await meeting(browser, server, "ban", "Ada", "Bob", "Eve");
  await people(Ada, "Bob");
  await press(Ada, "Ban Bob from this room");
  await press(Ada, "Ban");
  await expect(heading(Bob, "You are kept out of this room")).toBeVisible();
  await expect(Eve.locator("parley-tile")).toHaveCount(2);
  const kept = Ada.getByRole("list", { name: "Kept out" });
  await expect(kept).toContainText("Bob");
  await press(Ada, "Allow again: Bob");
  await expect(kept).toBeHidden();
  const again = await comeTo(browser, server, "/r/ban", "Bob");
  await inCall(again);
});

test("a locked room lets nobody new in, a full one neither", async ({ browser, server }) => {
  const { Ada } = await meeting(browser, server, "lock", "Ada", "Bob");
  await rule(Ada, "Lock the room");
  const late = await comeTo(browser, server, "/r/lock", "Eve");
  await expect(heading(late, "This room is locked")).toBeVisible();
  await rule(Ada, "Lock the room", false);
  await press(Ada, "Room settings");
  await Ada.getByLabel("People at most").fill("2");
  await Ada.keyboard.press("Tab");
  await Ada.keyboard.press("Escape");
  await press(late, "Join again");
  await press(late, "Join the call");
  await expect(heading(late, "This room is full")).toBeVisible();
});

test("the host closes the room for all", async ({ browser, server }) => {
  const { Ada, Bob, Eve } = await meeting(browser, server, "close", "Ada", "Bob", "Eve");
  await people(Ada);
  await press(Ada, "Room settings");
  await press(Ada, "Close the room for all");
  await press(Ada, "Close for all");
  for (const page of [Ada, Bob, Eve])
    await expect(heading(page, "This room was closed")).toBeVisible();
});

test("hands stand in one order for all, and reactions rise at the others", async ({
  browser,
  server,
}) => {
  const { Ada, Bob, Eve } = await meeting(browser, server, "hands", "Ada", "Bob", "Eve");
  await Eve.keyboard.press("h");
  await expect(Bob.getByText("Eve raises a hand")).toBeVisible();
  await Bob.keyboard.press("h");
  for (const page of [Ada, Bob, Eve]) {
    await people(page);
    const names = page.getByRole("list", { name: "People in the call" }).locator(".name");
    await expect(names).toHaveText([/Eve/, /Bob/, /Ada/]);
  }
  await Ada.keyboard.press("r");
  await press(Ada, "React: party");
  await expect(tile(Eve, "Ada").locator(".reaction")).toHaveText("🎉");
});

test("two people read the same safety words, with a third other ones", async ({
  browser,
  server,
}) => {
  const { Ada, Bob, Eve } = await meeting(browser, server, "words", "Ada", "Bob", "Eve");
  for (const page of [Ada, Bob, Eve])
    await expect.poll(() => movingPictures(page), { timeout: 60_000 }).toBe(3);
  const words = async (page: Page, name: string) => {
    await people(page, name);
    await press(page, `Safety words with ${name}`);
    const list = page.getByRole("list", { name: "Safety words" }).getByRole("listitem");
    await expect(list).toHaveCount(8);
    const read = await list.allTextContents();
    await page.keyboard.press("Escape");
    return read.join(" ");
  };
  const [adaBob, bobAda] = [await words(Ada, "Bob"), await words(Bob, "Ada")];
  const [adaEve, eveAda] = [await words(Ada, "Eve"), await words(Eve, "Ada")];
  expect(adaBob).toBe(bobAda);
  expect(adaEve).toBe(eveAda);
  expect(adaBob).not.toBe(adaEve);
});
