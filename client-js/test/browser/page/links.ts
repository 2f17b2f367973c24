import type { LinkContext, LinkHost } from "../../../src/media/link-host.js";
import { MediaLink } from "../../../src/media/media-link.js";
import type { SignalKind } from "../../../src/signaling/frames.js";

interface Sent {
  readonly kind: SignalKind;
  readonly data: { readonly ufrag?: string; readonly description?: { readonly type: string } };
}

/** Notes the generations of the candidates that reached it. */
class Counting extends RTCPeerConnection {
  candidates: (string | null | undefined)[] = [];
  override addIceCandidate(candidate?: RTCIceCandidateInit | null): Promise<void> {
    this.candidates.push(candidate?.usernameFragment);
    return super.addIceCandidate(candidate);
  }
}

/** One end of a link, in a page that holds both: what it signals reaches the other a task later. */
export class End {
  readonly sent: Sent[] = [];
  readonly errors: string[] = [];
  readonly made: Counting[] = [];
  readonly #track: MediaStreamTrack;
  readonly #polite: boolean;
  #sharing = false;
  link: MediaLink | undefined;
  other: End | undefined;

  constructor(polite: boolean, track: MediaStreamTrack) {
    this.#polite = polite;
    this.#track = track;
  }

  offer(): void {
    this.link = MediaLink.offering(1, this.#context, this.#host);
  }

  slots(): string[] {
    return this.pc.getTransceivers().map(({ mid, receiver }) => `${mid} ${receiver.track.kind}`);
  }

  sections(): number {
    return this.pc.currentLocalDescription?.sdp.match(/^m=/gm)?.length ?? 0;
  }

  share(): void {
    this.#sharing = true;
    void this.link?.replace("screen", this.#track);
  }

  receive({ kind, data }: Sent): void {
    this.link ??= MediaLink.expecting(1, this.#context, this.#host);
    this.link.receive(kind, data);
  }

  get pc(): Counting {
    const pc = this.made.at(-1);
    if (!pc) throw new Error("no connection yet");
    return pc;
  }

  get stable(): boolean {
    return this.made.at(-1)?.signalingState === "stable";
  }

  offers(): number {
    return this.sent.filter(({ data }) => data.description?.type === "offer").length;
  }

  /** The generations of the last agreement: own, and the other's. */
  agreed(): (string | undefined)[] {
    const pc = this.made.at(-1);
    return [pc?.currentLocalDescription, pc?.currentRemoteDescription].map(
      (description) => description?.sdp.match(/^a=ice-ufrag:(.*)$/m)?.[1],
    );
  }

  async decoded(): Promise<number> {
    return (await this.link?.stats())?.framesDecoded ?? 0;
  }

  /** Shows what it gets, and resolves when that has changed `count` times. */
  async shows(count: number): Promise<void> {
    const tracks = this.pc.getReceivers().map(({ track }) => track);
    const video = Object.assign(document.createElement("video"), { muted: true, autoplay: true });
    video.srcObject = new MediaStream(tracks);
    document.body.append(video);
    for (let i = 0; i < count; i++)
      await new Promise((resolve) => video.requestVideoFrameCallback(resolve));
    video.remove();
  }

  get #context(): LinkContext {
    const end = this;
    return {
      Connector: class extends Counting {
        constructor(configuration?: RTCConfiguration) {
          super(configuration);
          end.made.push(this);
        }
      },
      certificates: [],
      channels: new Set(),
      signaling: { ice: { servers: [], expires: 0, relay: false } },
      network: () => {},
      startBitrate: () => 2000,
      sending: (kind) =>
        kind === "video" || (kind === "screen" && this.#sharing) ? this.#track : null,
      failed: (error) => this.errors.push(String(error)),
    };
  }

  get #host(): LinkHost {
    return {
      polite: this.#polite,
      signal: (_, kind, data) => {
        this.sent.push({ kind, data });
        const copy = structuredClone({ kind, data });
        setTimeout(() => this.other?.receive(copy));
      },
      track: () => {},
      changed: () => {},
      message: () => {},
    };
  }
}

async function pair(): Promise<readonly [End, End]> {
  const video = { width: 160, height: 120, frameRate: 15 };
  const [track] = (await navigator.mediaDevices.getUserMedia({ video })).getTracks();
  if (!track) throw new Error("no camera");
  const ends = [new End(false, track), new End(true, track)] as const;
  [ends[0].other, ends[1].other] = [ends[1], ends[0]];
  Object.assign(globalThis, { ends });
  return ends;
}

Object.assign(globalThis, { pair });
