import type { Channel, ConnectionState, Peer } from "../api.js";
import type { Transition } from "../race/healer-port.js";
import type { Member } from "../signaling/frames.js";
import type { IncomingSignal } from "../signaling/options.js";
import { Whereabouts } from "./app-channels.js";
import type { ChannelFrame, HelloFrame } from "./channel.js";
import type { Context } from "./context.js";
import type { Kind } from "./made.js";
import { type ChatFrame, Mailbox } from "./mailbox.js";
import type { MediaLink } from "./media-link.js";
import { Pair } from "./pair.js";
import type { PairHost } from "./pair-host.js";
import { PersonWay } from "./person-way.js";
import { Listed } from "./rights.js";
import { Showing } from "./showing.js";

/** Milliseconds after which the silence of somebody who is in no roster is final. */
const SILENCE_MS = 5000;
const LOOK_MS = 1000;

/** One signal from a person, on a link of theirs. */
export type Incoming = Omit<IncomingSignal, "from">;

/** {@link Peer}: one person with one stream and one mailbox, whatever connection carries them. */
export class Person extends Listed implements Peer, PairHost {
  readonly pair: Pair;
  readonly way = new PersonWay(this);
  readonly #mailbox: Mailbox<ChatFrame>;
  readonly #context: Context;
  #member: Member;
  /** The connection that carries the mailbox. */
  #channel: MediaLink | undefined;
  readonly #apps: Whereabouts;
  readonly #showing: Showing;
  /** Signals of a pair whose connection is about to be adopted. */
  #held: Incoming[] = [];
  #cancelStart = () => {};
  #told: ConnectionState = "connecting";

  constructor(member: Member, context: Context) {
    super();
    this.#member = member;
    this.#context = context;
    this.#apps = new Whereabouts(this, context);
    this.#mailbox = new Mailbox({
      say: (frame) => this.#channel?.say(frame),
      deliver: (frame) => this.#deliver(frame),
    });
    this.#showing = new Showing(this, context.events);
    this.pair = new Pair(context, this);
  }

  get id(): string {
    return this.#member.session;
  }
  protected get entry(): Member {
    return this.#member;
  }
  get state(): "up" | "away" {
    return this.#present(this.id) ? this.#member.state : "away";
  }
  get connection(): ConnectionState {
    return this.pair.connection;
  }
  get stream(): MediaStream {
    return this.#showing.stream;
  }
  get screen(): MediaStream | null {
    return this.#showing.screen;
  }
  get picture(): boolean {
    return this.profile.camera === "on" && this.may("camera");
  }

  /** Takes the entry of the roster, which may have another session id than the one before. */
  update(member: Member): void {
    const moved = member.session !== this.id;
    this.#member = member;
    if (moved) this.castOff();
    this.#showing.heed();
    this.#tellChannels();
  }

  /** Starts a connection after `ms`, unless one of this pair stands or was begun by then. */
  expect(ms: number): void {
    this.#cancelStart();
    this.#cancelStart = this.#context.clock.after(ms, () => {
      if (!this.pair.begun && !this.#adopted) this.pair.offer();
    });
  }

  /**
   * An offer of an adopted connection can be here before the hello that lets this side adopt: then
   * the other side has, and link 1 is that connection's.
   */
  receive(signal: Incoming): void {
    const { link, kind, data } = signal;
    const adopted = this.#adopted || (this.pair.adrift && this.pair.recognises(data));
    if (link === 1 && adopted) this.#held.push(signal);
    else this.pair.receive(link, kind, data);
  }

  /** One end has a new session id: what stands may be adopted under it. */
  castOff(): void {
    this.#held = [];
    this.pair.castOff();
    this.greet();
  }

  /** Says on the connection that is adrift who is who, if that is news there. */
  greet(always = false): void {
    if (this.pair.adrift) this.#say(this.pair.adrift, always);
  }

  /** Says on every connection what has changed. */
  tell(): void {
    for (const link of this.pair.links) if (link.open) this.#say(link);
  }

  /** Adopts the connection that is adrift, as far as both rosters allow it by now. */
  adopt(): void {
    const link = this.pair.adrift;
    if (!link?.hello || !this.#context.claim(this, link.hello.session)) return;
    this.greet();
    const fits =
      link.hello.sees === this.#context.signaling.session && link.sessions !== this.pair.sessions;
    if (!fits) return;
    this.#cancelStart();
    this.pair.adopt(link);
    for (const held of this.#held.splice(0)) this.receive(held);
  }

  /** Gone from the roster without a word: stays for as long as anything is heard of them. */
  async outlive(heard = 0, silence = 0): Promise<void> {
    const bytes = (await this.pair.adrift?.stats())?.bytesReceived ?? 0;
    const quiet = bytes === heard ? silence + LOOK_MS : 0;
    if (this.#present(this.id)) return;
    if (!this.pair.adrift || quiet >= SILENCE_MS) return this.#context.gone(this, "expired");
    this.greet(true);
    this.#cancelStart = this.#context.clock.after(LOOK_MS, () => void this.outlive(bytes, quiet));
  }

  post(text: Omit<ChatFrame, "type" | "n">): void {
    this.#mailbox.post({ ...text, type: "chat" });
  }

  close(): void {
    this.#cancelStart();
    this.pair.close();
    this.#tellChannels();
  }

  /** The other side has adopted what this side has not yet. */
  get #adopted(): boolean {
    return this.pair.adrift !== undefined && this.#held.length > 0;
  }

  #present(session: string): boolean {
    return this.#context.signaling.roster.members.has(session);
  }

  tracks(tracks: ReadonlyMap<Kind, MediaStreamTrack>): void {
    this.#showing.tracks(tracks);
  }

  changed(link: MediaLink): void {
    if (link.open) this.#say(link);
    this.#carry();
    this.#tellChannels();
    this.#tellConnection();
  }

  data(channel: Channel, data: string | ArrayBuffer): void {
    if (this.may("data")) channel.message(this, data);
  }

  /** The app's own channels are more by one now, or that one fewer. */
  extend(ended?: Channel): void {
    for (const { apps } of this.pair.links) {
      if (ended) apps.end(ended);
      else apps.make(this.#context.channels);
    }
    this.#tellChannels();
  }

  #tellChannels(): void {
    this.#apps.tell(this.pair.current?.apps);
  }

  moved(transition: Transition): void {
    this.#context.events.emit("path", { peer: this, ...transition, at: Date.now() });
    this.#tellConnection();
  }

  message(link: MediaLink, frame: ChannelFrame): void {
    if (frame.type === "hello") this.#hello(link, frame);
    if (frame.type === "chat") this.#mailbox.hear(frame);
    if (frame.type === "ack") this.#mailbox.acknowledged(frame);
    if (frame.type === "detour") this.#context.detour(this.way, frame);
    if (frame.type === "bye") this.#context.gone(this, "left");
  }

  #tellConnection(): void {
    if (this.connection === this.#told) return;
    this.#told = this.connection;
    this.#context.events.emit("connection", { peer: this, state: this.#told });
  }

  #deliver({ id, text, at, to }: ChatFrame): void {
    const { events, self } = this.#context;
    if (this.may("data"))
      events.emit("chat", { id, from: this, text, at, ...(to !== undefined && { to: self }) });
  }

  #hello(link: MediaLink, hello: HelloFrame): void {
    link.hello = hello;
    this.way.meet(hello.page, hello.key, link.pc.currentRemoteDescription?.sdp);
    this.#showing.sharing(hello.screen === true);
    if (hello.screen) link.slots.widen(link.idle);
    this.#carry();
    this.adopt();
  }

  /** The mailbox goes with the present connection, once the other page has said hello there. */
  #carry(): void {
    const { current } = this.pair;
    if (current?.open && current.hello) {
      const fresh = current !== this.#channel;
      this.#channel = current;
      this.#mailbox.open(current.hello.page, fresh);
    } else if (!this.#channel?.open) {
      this.#channel = undefined;
      this.#mailbox.close();
    }
  }

  #say(link: MediaLink, always = false): void {
    const { page, signaling } = this.#context;
    const me = signaling.session;
    const other = link === this.pair.adrift ? (link.hello?.session ?? this.id) : this.id;
    const sees = this.#present(other) ? other : null;
    const screen = this.#context.sending("screen") !== null;
    const said = `${me} ${sees} ${screen}`;
    if (said === link.said && !always) return;
    link.said = said;
    link.say({ type: "hello", session: me, sees, page, key: this.way.key, screen });
  }
}
