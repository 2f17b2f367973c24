import { FirefoxPage } from "../lib/firefox";
import { enter, join, picturesMove, restartIce } from "../lib/page";
import { test } from "../lib/rig";

for (const first of ["Chromium", "Firefox"]) {
  test(`Chromium and Firefox call each other, ${first} is there first, and both restart ICE`, async ({
    rig,
  }) => {
    const { server, seats } = rig;
    for (const { home } of seats) home.uplink.nat("cone");
    const room = `engines-${first}`;
    const bob = await FirefoxPage.open(seats[1].home.space, `${server.url}/client/parley.js`);
    try {
      const ada = () => enter(seats[0].browser, server, room, { name: "Ada" });
      const enterBob = () => join(bob, server, room, { name: "Bob" });
      if (first === "Firefox") await enterBob();
      const page = await ada();
      if (first === "Chromium") await enterBob();
      const pages = [page, bob];
      await picturesMove(...pages);
      await restartIce(page, bob);
      await picturesMove(...pages);
      await restartIce(bob, page);
      await picturesMove(...pages);
    } finally {
      await bob.close();
    }
  });
}
