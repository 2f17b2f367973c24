import {
  type AttendOptions,
  codeOf,
  type IncomingRing,
  type OutgoingRing,
  type People,
  type Presence,
  type Values,
} from "../sdk.js";
import { loadSettings, saveSettings } from "../settings.js";
import { type Mood, unreachableText } from "./words.js";

/** `off`: nobody has said who they are. */
export type Reachable =
  | { readonly state: "off" }
  | { readonly state: "coming" }
  | { readonly state: "on"; readonly user: string }
  | { readonly state: "failed"; readonly why: string };

export interface ReachPort {
  attend(options: AttendOptions): Promise<People>;
  /** The person's own, on a server that asks for it: it says who they are. */
  token(): string | undefined;
  ringing(ring: IncomingRing): void;
}

/** Whether others reach this page, and how the people are whom its user watches. */
export class Reach {
  readonly #port: ReachPort;
  readonly #listeners = new Set<() => void>();
  readonly #presences = new Map<string, Presence>();
  readonly #watches = new Map<string, () => void>();
  #people: People | undefined;
  #ending: AbortController | undefined;
  #inCall = false;
  #now: Reachable = { state: "off" };

  constructor(port: ReachPort) {
    this.#port = port;
  }

  get now(): Reachable {
    return this.#now;
  }

  /** Whom this page watches, by user id, as they were put on the list. */
  get contacts(): readonly string[] {
    return loadSettings().contacts;
  }

  presenceOf(user: string): Presence | undefined {
    return this.#presences.get(user);
  }

  /** Told of each change; returns how to stop. */
  follow(changed: () => void): () => void {
    this.#listeners.add(changed);
    return () => this.#listeners.delete(changed);
  }

  /** Reachable again as before, if the person was, or has a token that says who they are. */
  resume(): void {
    const { user } = loadSettings();
    if (user || this.#port.token()) void this.begin(user);
  }

  /** From now on this page rings for that user; with a token, for the one that it names. */
  async begin(user: string): Promise<void> {
    this.#stop();
    const token = this.#port.token();
    const ending = new AbortController();
    this.#ending = ending;
    saveSettings({ user });
    this.#is({ state: "coming" });
    const who = token ? { token } : { user };
    const options = { ...who, status: this.#status(), signal: ending.signal };
    try {
      this.#use(await this.#port.attend(options));
    } catch (error) {
      if (!ending.signal.aborted)
        this.#is({ state: "failed", why: unreachableText(codeOf(error)) });
    }
  }

  /** Nobody reaches this page any more. */
  end(): void {
    this.#stop();
    saveSettings({ user: "" });
    this.#is({ state: "off" });
  }

  add(user: string): void {
    if (this.contacts.includes(user)) return;
    saveSettings({ contacts: [...this.contacts, user] });
    this.#watch(user);
    this.#tell();
  }

  remove(user: string): void {
    saveSettings({ contacts: this.contacts.filter((each) => each !== user) });
    this.#watches.get(user)?.();
    this.#watches.delete(user);
    this.#presences.delete(user);
    this.#tell();
  }

  /** What those who watch are told; refused changes are told again with the next. */
  setMood(mood: Mood): void {
    saveSettings({ mood });
    this.#tellStatus();
    this.#tell();
  }

  /**
   * The page is in a call, or not any more. It says so itself: where no token names the user, a join
   * in the user's name would count this page twice.
   */
  setInCall(inCall: boolean): void {
    if (inCall === this.#inCall) return;
    this.#inCall = inCall;
    this.#tellStatus();
  }

  /** As `People.ring`, with the name that this person goes by. */
  async ring(user: string, room: string): Promise<OutgoingRing | undefined> {
    const { name } = loadSettings();
    return this.#people?.ring(user, { room, ...(name && { values: { name } }) });
  }

  #status(): Values {
    return { mood: loadSettings().mood, ...(this.#inCall && { call: true }) };
  }

  #tellStatus(): void {
    this.#people?.setStatus(this.#status()).catch(() => undefined);
  }

  #use(people: People): void {
    this.#people = people;
    people.on("ringing", (ring) => this.#port.ringing(ring));
    people.on("closed", ({ code }) => {
      if (this.#people !== people) return;
      this.#stop();
      this.#is({ state: "failed", why: unreachableText(code) });
    });
    for (const user of this.contacts) this.#watch(user);
    this.#is({ state: "on", user: people.user });
  }

  #watch(user: string): void {
    const stop = this.#people?.watch(user, (presence) => {
      this.#presences.set(user, presence);
      this.#tell();
    });
    if (stop) this.#watches.set(user, stop);
  }

  #stop(): void {
    this.#ending?.abort();
    this.#people = undefined;
    this.#watches.clear();
    this.#presences.clear();
  }

  #is(now: Reachable): void {
    this.#now = now;
    this.#tell();
  }

  #tell(): void {
    for (const changed of this.#listeners) changed();
  }
}
