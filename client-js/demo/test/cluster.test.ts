import { expect, test } from "vitest";
import { gatewayName, maybeLocal } from "../src/cluster.js";

test.each([
  ["gw-2-5f1c0a9e", "gw-2"],
  ["gw-2-7", "gw-2"],
  ["gw-5f1c", "gw"],
  ["edge", "edge"],
])("the gateway of node %s is called %s", (node, name) => {
  expect(gatewayName(node)).toBe(name);
});

test.each([
  ["localhost", "gw-2-5f1c", true],
  ["127.0.0.1", "gw-3-5f1c", true],
  ["localhost", "gw-5f1c", false],
  ["call.example", "gw-2-5f1c", false],
])("a page at %s on %s may be one of a local cluster: %s", (host, node, maybe) => {
  expect(maybeLocal(host, node)).toBe(maybe);
});
