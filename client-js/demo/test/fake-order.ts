import type { Peer } from "../../src/api.js";
import type {
  Ban,
  Knock,
  Moderation,
  Publish,
  Role,
  RoomPolicy,
} from "../../src/api-moderation.js";

/** The order of a room that is none: what the app shows is set, and what it asks for is noted. */
export class FakeOrder implements Moderation {
  policy: RoomPolicy = { capacity: 12, relay: false, lobby: false, locked: false, strict: false };
  lobby: readonly Knock[] = [];
  bans: readonly Ban[] = [];
  keys: ReadonlyMap<string, string> = new Map();
  /** `kick peer-1`, `mute peer-2 microphone`, … */
  readonly asked: string[] = [];

  readonly #ask = async (...words: (string | undefined)[]) => {
    this.asked.push(words.filter((word) => word !== undefined).join(" "));
  };
  readonly setPolicy = (change: Partial<RoomPolicy>) => this.#ask("policy", JSON.stringify(change));
  readonly setKey = (key: string, value?: string) => this.#ask("key", key, value);
  readonly admit = (knock?: Knock) => this.#ask("admit", knock?.session);
  readonly deny = ({ session }: Knock) => this.#ask("deny", session);
  readonly kick = ({ id }: Peer) => this.#ask("kick", id);
  readonly ban = ({ id }: Peer) => this.#ask("ban", id);
  readonly unban = ({ session }: Ban) => this.#ask("unban", session);
  readonly mute = ({ id }: Peer, kinds: readonly Publish[] = ["microphone"]) =>
    this.#ask("mute", id, ...kinds);
  readonly grant = ({ id }: Peer, kinds: readonly Publish[]) => this.#ask("grant", id, ...kinds);
  readonly setRole = ({ id }: Peer, role: Role) => this.#ask("role", id, role);
  readonly lock = () => this.#ask("lock");
  readonly unlock = () => this.#ask("unlock");
  readonly close = () => this.#ask("close");
}
