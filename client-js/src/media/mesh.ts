import type { Channel, LeaveReason } from "../api.js";
import type { Member } from "../signaling/frames.js";
import type { IncomingSignal, Joined } from "../signaling/options.js";
import type { RosterChange } from "../signaling/roster.js";
import type { Signaling } from "../signaling/signaling.js";
import { Arrivals } from "./arrivals.js";
import { Care } from "./care.js";
import type { Context } from "./context.js";
import type { Offers } from "./lobby.js";
import type { Kind } from "./made.js";
import { isOffer } from "./negotiation.js";
import { Person } from "./person.js";
import { Servers } from "./servers.js";

/** Who came before waits this long for the newcomer's offer; so do live connections for owners. */
const PATIENCE_MS = 3000;
/** kbit/s of a sender's first estimate, shared by all connections, and the least for one. */
const START_BITRATE = 2000;
const LEAST_START_BITRATE = 300;

/** Everybody else in the room: who they are, and when a connection to them begins and ends. */
export class Mesh {
  readonly people = new Map<string, Person>();
  readonly #signaling: Signaling;
  readonly #offers: Offers;
  readonly #context: Context;
  readonly #arrivals: Arrivals;
  readonly #care: Care;
  readonly #servers: Servers;

  constructor(
    common: Omit<Context, "claim" | "detour" | "gone" | "startBitrate" | "servers">,
    offers: Offers,
  ) {
    const { signaling, clock, failed } = common;
    this.#signaling = signaling;
    this.#offers = offers;
    this.#servers = new Servers(signaling, clock);
    this.#arrivals = new Arrivals(clock, (session, signals) => this.#settled(session, signals));
    this.#context = {
      ...common,
      servers: this.#servers,
      detour: (by, frame) => this.#care.hear(by, frame),
      claim: (person, session) => this.#claim(person, session),
      gone: (person, reason) => this.#remove(person, reason),
      startBitrate: () => Math.max(LEAST_START_BITRATE, START_BITRATE / (this.people.size || 1)),
    };
    signaling.on("joined", (joined) => this.#joined(joined));
    signaling.on("roster", (changes) => this.#changed(changes));
    signaling.on("signal", (signal) => this.#signal(signal));
    signaling.on("stuck", ({ peer, link }) => this.people.get(peer)?.pair.supersede(link));
    signaling.on("ice", (ice) => {
      const news = this.#servers.news(ice);
      for (const { pair } of this.people.values()) pair.configure(ice, news);
    });
    this.#care = new Care({ signaling, clock, people: () => this.people }, failed);
  }

  /** The network may have changed. */
  probe(): void {
    for (const { pair } of this.people.values()) pair.tell({ type: "network" });
  }

  async replace(kind: Kind, track: MediaStreamTrack | null): Promise<void> {
    await Promise.all([...this.people.values()].map(({ pair }) => pair.replace(kind, track)));
  }

  /** A screen is shared from now on, or no more. */
  async share(screen: MediaStreamTrack | null, sound: MediaStreamTrack | null): Promise<void> {
    await Promise.all([this.replace("screen", screen), this.replace("sound", sound)]);
    for (const person of this.people.values()) person.tell();
  }

  /** The app's own channels are more by one now, or fewer. */
  extend(ended?: Channel): void {
    for (const person of this.people.values()) person.extend(ended);
  }

  /** Tells the others that this page leaves, though no server may be there to tell them. */
  bye(): void {
    for (const person of this.people.values()) person.way.tell({ type: "bye" });
  }

  close(): void {
    this.#arrivals.clear();
    this.#care.close();
    for (const person of this.people.values()) person.close();
    this.people.clear();
  }

  /** Whoever joins is the first to offer: at once, unless a connection may still be adopted. */
  #joined({ offers, rejoined }: Joined): void {
    if (rejoined) for (const person of this.people.values()) person.castOff();
    for (const member of this.#members.values()) this.#arrive(member, 0);
    for (const [id, session] of Object.entries(offers)) {
      const prepared = this.#offers.take(id);
      if (prepared) this.people.get(session)?.pair.begin(prepared);
    }
    this.#offers.close();
  }

  #changed(changes: readonly RosterChange[]): void {
    for (const change of changes) this.#change(change);
    for (const person of [...this.people.values()]) person.adopt();
  }

  #change(change: RosterChange): void {
    switch (change.type) {
      case "added":
        this.#arrive(change.member, PATIENCE_MS);
        break;
      case "replaced":
        this.#replaced(change.old, change.member);
        break;
      case "removed":
        this.#removed(change.member.session, change.reason);
        break;
      case "updated":
      case "away":
        this.#update(change.member);
        break;
      case "up":
        this.#update(change.member);
        this.people.get(change.member.session)?.pair.tell({ type: "network" });
        break;
      case "key":
      case "policy":
      case "lobby":
      case "bans":
        break;
      default:
        change satisfies never;
    }
  }

  #arrive(member: Member, patience: number): void {
    const { session } = member;
    const person = this.people.get(session);
    if (session === this.#signaling.session) return;
    if (person) {
      this.#update(member);
      person.expect(person.pair.adrift || this.#strays() ? PATIENCE_MS : 0);
    } else if (this.#strays()) {
      this.#arrivals.hold(session, PATIENCE_MS);
    } else {
      this.#welcome(member, patience);
    }
  }

  /** Whoever hears of one may have left before the next. */
  #welcome(member: Member, patience: number): void {
    if (this.#signaling.state === "left") return;
    const person = new Person(member, this.#context);
    this.people.set(member.session, person);
    person.expect(patience);
    this.#context.events.emit("peer-joined", person);
  }

  /** Whether a connection stands whose owner is in no roster any more. */
  #strays(): boolean {
    return [...this.people.values()].some(({ id, pair }) => !this.#members.has(id) && pair.adrift);
  }

  /** It is somebody new, unless a connection was found to be theirs. */
  #settled(session: string, signals: readonly IncomingSignal[]): void {
    const member = this.#members.get(session);
    if (member && !this.people.has(session)) this.#welcome(member, 0);
    for (const signal of signals) this.people.get(session)?.receive(signal);
  }

  /** An offer from an arrival is that of a new page, unless it is known from a connection. */
  #signal(signal: IncomingSignal): void {
    const { from, data } = signal;
    this.people.get(from)?.receive(signal);
    if (!this.#arrivals.has(from)) return;
    this.#arrivals.keep(signal);
    const known = [...this.people.values()].some(({ pair }) => pair.recognises(data));
    if (isOffer(data) && !known) this.#arrivals.settle(from);
  }

  /**
   * Who is in no roster any more becomes the member that the other end says it is, unless that is
   * somebody else already: then nothing is left of the old one.
   */
  #claim(person: Person, session: string): boolean {
    const member = this.#members.get(session);
    if (person.id === session || !member) return member !== undefined;
    const free = session !== this.#signaling.session && member.user === person.user;
    if (!free || this.#members.has(person.id)) return false;
    if (this.people.has(session)) {
      this.#remove(person, "expired");
      return false;
    }
    this.#rename(person, member);
    person.expect(PATIENCE_MS);
    this.#arrivals.settle(session);
    return true;
  }

  #replaced(old: Member, member: Member): void {
    const person = this.people.get(old.session);
    if (person) this.#rename(person, member);
    this.#arrive(member, PATIENCE_MS);
  }

  #rename(person: Person, member: Member): void {
    this.people.delete(person.id);
    this.people.set(member.session, person);
    this.#update(member);
  }

  #update(member: Member): void {
    const person = this.people.get(member.session);
    const { events, self } = this.#context;
    if (member.session === self.id) events.emit("self-updated", self);
    if (!person) return;
    person.update(member);
    events.emit("peer-updated", person);
  }

  /** Who expired may only have lost every server: the call goes on for as long as it is alive. */
  #removed(session: string, reason: LeaveReason): void {
    this.#arrivals.forget(session);
    const person = this.people.get(session);
    if (!person) return;
    person.castOff();
    if (reason === "expired" && person.pair.adrift) {
      this.#context.events.emit("peer-updated", person);
      void person.outlive();
    } else {
      this.#remove(person, reason);
    }
  }

  #remove(person: Person, reason: LeaveReason): void {
    if (this.people.get(person.id) !== person) return;
    person.close();
    this.people.delete(person.id);
    this.#context.events.emit("peer-left", { peer: person, reason });
    if (!this.#strays()) this.#arrivals.settleAll();
  }

  get #members(): ReadonlyMap<string, Member> {
    return this.#signaling.roster.members;
  }
}
