import type { LinkWord } from "../signaling/aside.js";
import type { Clock } from "../signaling/clock.js";
import type { SessionId, SignalBody } from "../signaling/frames.js";
import type { Signaling } from "../signaling/signaling.js";
import type { DetourFrame } from "./frame.js";
import { SEALING } from "./seal.js";
import type { Way } from "./way.js";

/** Milliseconds for which the way that somebody's word took is a way to them: longer than a retry. */
const LATELY = 10_000;
/** Others that are asked at once to carry a word, for any of them may be cut off from its receiver. */
const HELPERS = 2;
/** Cost of a frame beside its length. */
const FRAME = 1024;

export interface DetourPort {
  readonly signaling: Pick<Signaling, "session" | "state" | "roster" | "links" | "on">;
  readonly clock: Clock;
  people(): ReadonlyMap<SessionId, { readonly way: Way }>;
  /** What came beside the socket may be anything. */
  isWord(value: unknown): value is LinkWord;
  /** A description came that shows another certificate than at the first contact. */
  strange(): void;
}

/**
 * Carries what the ends of links say to each other while no socket does: over the pair's own data
 * channel, and through a third person who hears both. Numbers, acknowledgements and repetition are
 * those of the links, so nothing here keeps anything, and what went both ways counts once.
 */
export class Detour {
  readonly #port: DetourPort;
  #turn = 0;

  constructor(port: DetourPort) {
    const { signaling } = port;
    const { links } = signaling;
    this.#port = port;
    links.aside = (...said) => this.#carry(...said);
    const now = (state: string) => state === "reconnecting" && links.resumed();
    signaling.on("state", ({ state }) => now(state));
    now(signaling.state);
  }

  /**
   * Whether that person can be reached, as far as anybody knows. To be asked at each look: when it
   * is so again, what waits for it goes.
   */
  reaches(way: Way): boolean {
    const { state, roster, links } = this.#port.signaling;
    const { id, live, heard } = way;
    const reached =
      live ||
      this.#lately(heard) ||
      (state === "connected"
        ? roster.members.get(id)?.state === "up"
        : this.#others(way).length > 0);
    if (reached && way.cut) links.up(id);
    way.cut = !reached;
    return reached;
  }

  /** A frame came on a channel of `by`. */
  hear(by: Way, { from, to, word, sealed }: DetourFrame): void {
    const { clock, signaling } = this.#port;
    const mine = to === signaling.session;
    if (mine && from === by.id) this.#take(by, word);
    else if (!sealed || !by.afford(sealed.length + FRAME, clock.now())) return;
    else if (mine) void this.#open(by, from, sealed);
    else if (from === by.id) this.#forward({ type: "detour", from, to, sealed });
  }

  #carry(to: SessionId, word: LinkWord, sent: boolean, again: boolean): boolean {
    const { people, signaling } = this.#port;
    const way = people().get(to)?.way;
    if (!way || (sent && !again && !this.#lately(way.heard))) return false;
    const frame: DetourFrame = { type: "detour", from: signaling.session, to, word };
    const told = way.tell(frame);
    if (told && way.live && !again && !this.#lately(way.helped)) return true;
    const helpers = this.#helpers(way);
    void this.#seal(way, frame, helpers);
    return told || helpers.length > 0;
  }

  async #seal(way: Way, frame: DetourFrame, helpers: readonly Way[]): Promise<void> {
    const { type, from, to } = frame;
    const { theirs } = way;
    if (!theirs) return;
    const sealed = await SEALING.seal(theirs, JSON.stringify(frame)).catch(() => undefined);
    if (sealed) for (const helper of helpers) helper.tell({ type, from, to, sealed });
  }

  /** Those who are heard, in turn; but first who has helped with that person before. */
  #helpers(to: Way): Way[] {
    const others = this.#others(to);
    const turn = this.#turn++ % (others.length || 1);
    const known = others.filter(({ id }) => id === to.helper);
    return [...new Set([...known, ...others.slice(turn), ...others])].slice(0, HELPERS);
  }

  #others(to: Way): Way[] {
    const all = Array.from(this.#port.people().values(), ({ way }) => way);
    return all.filter((way) => way.live && way !== to);
  }

  /** Between two members of the room, one step and no further; unread, for nobody here can. */
  #forward(frame: DetourFrame): void {
    const { members } = this.#port.signaling.roster;
    const way = this.#port.people().get(frame.to)?.way;
    if (way?.live && members.has(frame.from) && members.has(frame.to)) way.tell(frame);
  }

  async #open(by: Way, from: SessionId, sealed: string): Promise<void> {
    const { signaling, people, clock } = this.#port;
    const way = people().get(from)?.way;
    if (!way) return;
    const frame = await SEALING.open(way.key, sealed)
      .then<DetourFrame>(JSON.parse)
      .catch(() => undefined);
    if (frame?.from !== from || frame.to !== signaling.session) return;
    if (!this.#admits(way, frame.word)) return;
    way.helped = clock.now();
    way.helper = by.id;
    this.#take(way, frame.word);
  }

  /** A description must show the certificate of the first contact; what does not is not taken. */
  #admits(way: Way, word: object | undefined): boolean {
    const { kind, data } = (word ?? {}) as Partial<SignalBody>;
    const { description } = (data ?? {}) as { description?: { sdp?: unknown } };
    if (kind !== "description" || way.admits(description?.sdp)) return true;
    if (!way.strange) this.#port.strange();
    way.strange = true;
    return false;
  }

  #take(from: Way, word: unknown): void {
    const { clock, signaling, isWord } = this.#port;
    if (!isWord(word) || signaling.state === "left") return;
    from.heard = clock.now();
    signaling.links.hear(from.id, word);
  }

  #lately(at: number): boolean {
    return this.#port.clock.now() - at < LATELY;
  }
}
