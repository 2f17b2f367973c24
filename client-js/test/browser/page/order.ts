import type { Publish, Room } from "../../../src/api.js";
import { join } from "../../../src/parley.js";
import { safetyWords } from "../../../src/safety/safety.js";
import { clientPage } from "./client.js";
import { LineSocket } from "./lines.js";

const LISTEN_MS = 1000;
const context = new AudioContext();
const frames: string[] = [];

/** What a page of a test can do about who may what, and against it. */
export const orderPage = {
  /** What came on the channel that all pages of these tests have. */
  frames,

  open(): void {
    clientPage.room.channel({
      id: 7,
      message: (_, data) => frames.push(String(data)),
      carried: (_, channel) => {
        orderPage.told.push(channel ? "carried" : "none");
        if (channel) kept = channel;
      },
    });
  },
  told: [] as string[],

  mute: (name: string, ...kinds: Publish[]) => clientPage.room.mute(peer(name), kinds),
  grant: (name: string, ...kinds: Publish[]) => clientPage.room.grant(peer(name), kinds),

  /** The page keeps to no rule any more: it goes on sending, and says what it likes. */
  defy(): void {
    const { replaceTrack } = RTCRtpSender.prototype;
    RTCRtpSender.prototype.replaceTrack = async function (track) {
      if (track) await replaceTrack.call(this, track);
    };
  },

  /** Says that on the library's channel and on its own, whatever the library thinks of it. */
  shout(name: string, text: string): void {
    const chat = { type: "chat", n: 1, id: "x", text, at: 1 };
    clientPage.to(name)?.channel("parley")?.send(JSON.stringify(chat));
    kept?.send(text);
  },

  /** Whether anything can be heard of that person within a second, by whoever plays the stream. */
  async loud(name: string): Promise<boolean> {
    await context.resume();
    const { stream } = peer(name);
    const player = Object.assign(new Audio(), { srcObject: stream, muted: true });
    await player.play();
    const analyser = context.createAnalyser();
    const source = context.createMediaStreamSource(stream);
    source.connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    let most = 0;
    for (const end = performance.now() + LISTEN_MS; performance.now() < end; ) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      analyser.getFloatTimeDomainData(samples);
      most = Math.max(most, ...samples.map(Math.abs));
    }
    source.disconnect();
    return most > 0.001;
  },

  words: (name: string) =>
    safetyWords(clientPage.room, peer(name)).then(
      (words) => words.join(" "),
      ({ code }) => code as string,
    ),

  /** Sits between two people, each in a room of the lying server's, under the name of the other. */
  async between(): Promise<void> {
    const enter = (url: string, name: string): Promise<Room> =>
      join(url, "r", {
        WebSocket: LineSocket as unknown as typeof WebSocket,
        profile: { name },
        media: false,
      });
    const [toAda, toBob] = [
      await enter("ws://test/signal", "Bob"),
      await enter("ws://test/signal/2", "Ada"),
    ];
    const pass = (from: Room, to: Room) => {
      const on = (track: MediaStreamTrack) => track.kind === "video" && to.camera.switch(track);
      for (const { stream } of from.peers.values()) stream.getTracks().forEach(on);
      from.on("track", ({ track }) => on(track));
    };
    pass(toAda, toBob);
    pass(toBob, toAda);
  },
};

let kept: RTCDataChannel | undefined;

function peer(name: string) {
  const found = clientPage.peer(name);
  if (!found) throw new Error(`nobody is called ${name}`);
  return found;
}

Object.assign(globalThis, { order: orderPage });
