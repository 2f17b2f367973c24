import { expect, test } from "vitest";
import { connected, gaps } from "./simulation.js";

test("the network is gone for seconds: pictures are back at once, and go on", async () => {
  for (const pause of [1000, 1500, 2000, 2900, 8000])
    for (const reachable of [true, false]) {
      const { world, net, a, ends } = await connected();
      net.cut("relay");
      net.cut("direct");
      net.signals = false;
      await world.pass(300);
      a.reachable = reachable;
      await world.pass(pause - 300);
      net.heal("direct");
      net.heal("relay");
      net.signals = a.reachable = true;
      const worst = await gaps(ends, 6000);
      for (const gap of worst)
        expect(gap, `after ${pause} ms, reachable: ${reachable}`).toBeLessThan(300);
      expect(ends.every(({ at }) => at === "stable")).toBe(true);
      expect(ends.map((end) => end.lanes().map(({ held }) => held))).toEqual([[false], [false]]);
    }
});
