import wrtc from "@roamhq/wrtc";
import { expect, onTestFinished, test } from "vitest";
import { join, ParleyError, prepare } from "../../src/parley.js";
import { TestServer } from "../signaling/server.js";
import { Wire } from "../signaling/wire.js";
import { World } from "../signaling/world.js";
import { realTime } from "./real-time.js";

/** This implementation still wants a description to be made by hand (docs/client.md, "Node"). */
class NodeConnection extends wrtc.RTCPeerConnection {
  override async setLocalDescription(description?: RTCLocalSessionDescriptionInit) {
    const answer = this.signalingState === "have-remote-offer";
    const made = answer ? () => this.createAnswer() : () => this.createOffer();
    return super.setLocalDescription((description ?? (await made())) as RTCSessionDescriptionInit);
  }
}

test("two programs in Node talk over the data channel of a connection handed in", async () => {
  const world = new World(1);
  const server = new TestServer(world);
  onTestFinished(realTime(world));
  const enter = (name: string) =>
    join("ws://test/signal", "r", {
      profile: { name },
      RTCPeerConnection: NodeConnection,
      WebSocket: new Wire(world, () => server).Socket as unknown as typeof WebSocket,
    });
  const ada = await enter("Ada");
  const errors: ParleyError[] = [];
  const heard: string[] = [];
  ada.on("error", (error) => errors.push(error));
  ada.on("chat", ({ from, text }) => heard.push(`${from.profile.name}: ${text}`));
  const bob = await enter("Bob");
  bob.on("error", (error) => errors.push(error));
  bob.on("chat", ({ from, text }) => heard.push(`${from.profile.name}: ${text}`));
  bob.chat("hello");
  await expect.poll(() => heard, { timeout: 20_000 }).toEqual(["Bob: hello"]);
  ada.chat("good morning");
  await expect.poll(() => heard.length, { timeout: 20_000 }).toBe(2);
  expect([...ada.peers.values()].map(({ connection }) => connection)).toEqual(["connected"]);
  expect(ada.self.profile).toMatchObject({ name: "Ada", mic: "none", camera: "none" });
  await Promise.all([ada.leave(), bob.leave()]);
  expect(errors).toEqual([]);
}, 60_000);

test("where nothing is handed in, that is said", async () => {
  expect(() => prepare()).toThrow(ParleyError);
  await expect(join("ws://test/signal", "r")).rejects.toMatchObject({ code: "unsupported" });
});
