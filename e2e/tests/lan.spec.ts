import { expect } from "@playwright/test";
import { atLobby, enter, movingPictures } from "../lib/app";
import { test } from "../lib/test";

test("--lan serves https, prints link and QR code, and lets in whoever has the link", async ({
  browser,
  serve,
}) => {
  const server = await serve(["--lan"]);
  const link = server.output.match(/https:\/\/\S+/)?.[0] ?? "";
  expect(link).toMatch(/#k=.{16,}/);
  expect(server.output).toMatch(/[█▀▄]{8,}/);
  const { port, hash } = new URL(link);
  const here = { url: `https://localhost:${port}` };

  const people = [
    await atLobby(browser, here, `/r/phone${hash}`),
    await atLobby(browser, here, `/r/phone${hash}`),
  ];
  for (const [i, person] of people.entries()) await enter(person, `Person ${i}`);
  for (const { page } of people) await expect.poll(() => movingPictures(page)).toBe(2);

  const stranger = await atLobby(browser, here, "/r/phone");
  await stranger.page.getByRole("button", { name: /join/i }).first().click();
  await expect(stranger.page.getByText(/link/i).first()).toBeVisible();
  await expect(stranger.page.getByRole("toolbar", { name: "Call" })).toBeHidden();
});
