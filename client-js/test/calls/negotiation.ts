import type { SimPage } from "./page.js";

const STEP = 8; // one operation of a connection
const MEDIA: readonly ("audio" | "video")[] = ["audio", "video"];

export interface Description {
  readonly type: "offer" | "answer";
  readonly sdp: string;
}

export class SimTransceiver {
  direction = "sendrecv";
  readonly sender = {
    track: null as unknown,
    replaceTrack: async (track: unknown) => {
      this.sender.track = track;
    },
    getParameters: () => ({ encodings: [{ active: true }] }),
    setParameters: async () => {},
  };
  readonly receiver: { readonly track: { readonly kind: string } };

  constructor(receiver: SimTransceiver["receiver"]) {
    this.receiver = receiver;
  }
}

/**
 * The half of an RTCPeerConnection that describes: operations one after the other, each a task of
 * its page; offers that cross, with rollback; descriptions with an origin and an ICE generation.
 */
export abstract class SimNegotiation extends EventTarget {
  static count = 0;
  readonly id = ++SimNegotiation.count;
  readonly page: SimPage;
  signalingState = "stable";
  currentLocalDescription: Description | null = null;
  currentRemoteDescription: Description | null = null;
  ontrack: ((event: { track: object }) => void) | null = null;
  protected generation = 1;
  protected readonly transceivers: SimTransceiver[] = [];
  #pendingLocal: Description | null = null;
  #pendingRemote: Description | null = null;
  #needed = false;
  #told = false;
  #busy = 0;
  #operations: Promise<unknown> = Promise.resolve();

  constructor(page: SimPage) {
    super();
    this.page = page;
  }

  get localDescription(): Description | null {
    return this.#pendingLocal ?? this.currentLocalDescription;
  }
  get remoteDescription(): Description | null {
    return this.#pendingRemote ?? this.currentRemoteDescription;
  }
  get closed(): boolean {
    return this.signalingState === "closed";
  }

  /** Both descriptions are those of one generation now. */
  protected abstract agreed(): void;
  /** What the far end's sound or picture shows in `getSynchronizationSources`. */
  protected abstract sources(): object[];

  getTransceivers = () => this.transceivers;
  getReceivers = () => this.transceivers.map(({ receiver }) => receiver);
  addIceCandidate = async () => {};

  addTransceiver(kind: "audio" | "video", { direction = "sendrecv" } = {}): SimTransceiver {
    const getSynchronizationSources = () => this.sources();
    const made = new SimTransceiver(
      Object.assign({ track: { kind } }, { getSynchronizationSources }),
    );
    made.direction = direction;
    this.transceivers.push(made);
    this.need();
    return made;
  }

  restartIce(): void {
    this.generation++;
    this.need();
  }

  createOffer(): Promise<Description> {
    return this.#operate(() => this.#describe("offer"));
  }

  setLocalDescription(given?: Description): Promise<void> {
    return this.#operate(() => {
      const answers = this.signalingState === "have-remote-offer";
      const description = given ?? this.#describe(answers ? "answer" : "offer");
      this.#needed = false;
      if (answers) return this.#agree(description, this.#pendingRemote);
      this.#pendingLocal = description;
      this.signalingState = "have-local-offer";
    });
  }

  setRemoteDescription(description: Description): Promise<void> {
    return this.#operate(() => {
      if (description.type === "offer") this.#offered(description);
      else if (this.signalingState === "have-local-offer")
        this.#agree(this.#pendingLocal, description);
      else throw new Error("an answer to no offer");
      if (this.#told) return;
      this.#told = true;
      for (const { receiver } of this.transceivers) this.ontrack?.(receiver);
    });
  }

  /** Own offers are rolled back. */
  #offered(description: Description): void {
    this.#pendingLocal = null;
    this.#pendingRemote = description;
    this.signalingState = "have-remote-offer";
    if (this.transceivers.length === 0)
      for (const kind of MEDIA) this.addTransceiver(kind, { direction: "recvonly" });
  }

  #describe(type: "offer" | "answer"): Description {
    const ice = `a=ice-ufrag:u${this.id}g${this.generation}`;
    const certificate = `a=fingerprint:sha-256 ${this.page.name}`;
    const lines = ["v=0", `o=- ${this.id} 1`, ice, certificate, ""];
    return { type, sdp: lines.join("\r\n") };
  }

  #agree(local: Description | null, remote: Description | null): void {
    this.currentLocalDescription = local;
    this.currentRemoteDescription = remote;
    this.#pendingLocal = this.#pendingRemote = null;
    this.signalingState = "stable";
    this.agreed();
  }

  /** An offer is wanted, once nothing is under way. */
  protected need(): void {
    this.#needed = true;
    this.page.later(0, () => {
      if (this.#needed && this.signalingState === "stable" && this.#busy === 0)
        this.dispatchEvent(new Event("negotiationneeded"));
    });
  }

  #operate<T>(step: () => T): Promise<T> {
    const task = (resolve: (value: T) => void, reject: (error: unknown) => void) => {
      if (this.closed) return; // as in browsers: neither
      try {
        resolve(step());
      } catch (error) {
        reject(error);
      }
    };
    this.#busy++;
    const run = () =>
      new Promise<T>((resolve, reject) => this.page.later(STEP, () => task(resolve, reject)));
    const done = this.#operations.then(run);
    const over = () => {
      this.#busy--;
      if (this.#needed) this.need();
    };
    this.#operations = done.then(over, over);
    return done;
  }
}
