import type { ChatMessage, Peer, Room } from "../sdk.js";
import { handOf } from "./hands.js";
import { newsText } from "./news.js";
import { LEFT_TEXT, nameOf } from "./person.js";
import { type Reaction, reactionIn } from "./reactions.js";

/** How much of a message shows while the chat is closed. */
const TEASER_LENGTH = 120;

/** What the call does about what the room tells. */
export interface Following {
  /** Something is another than before. */
  show(): void;
  /** Worth a word to the person. */
  tell(text: string): void;
  /** There is something new to play. */
  play(): void;
  /** True: it came in unseen. */
  chat(message: ChatMessage): boolean;
  reacted(peer: Peer, reaction: Reaction): void;
}

/** Follows the room, and puts what is news into words; returns how to stop. */
export function followRoom(room: Room, { show, tell, play, chat, reacted }: Following): () => void {
  const hands = new Hands(room);
  const told = (text: string | undefined) => {
    show();
    if (text) tell(text);
  };
  const subscriptions = [
    ...(["connection", "state", "self-updated", "screen"] as const).map((event) =>
      room.on(event, show),
    ),
    room.on("peer-updated", (peer) => told(hands.newOf(peer))),
    room.on("peer-joined", (peer) => {
      hands.newOf(peer);
      told(`${nameOf(peer)} joined`);
    }),
    room.on("peer-left", ({ peer, reason }) => told(`${nameOf(peer)} ${LEFT_TEXT[reason]}`)),
    room.on("device", (news) => told(newsText(news))),
    room.on("chat", (message) => {
      const teaser = `${nameOf(message.from)}: ${message.text.slice(0, TEASER_LENGTH)}`;
      if (chat(message)) told(teaser);
    }),
    room.on("pulse", ({ peer, values }) => {
      const reaction = reactionIn(values);
      if (reaction) reacted(peer, reaction);
    }),
    room.on("track", () => {
      show();
      play();
    }),
  ];
  return () => {
    for (const unsubscribe of subscriptions) unsubscribe();
  };
}

/** Tells a hand that goes up from one that is up. */
class Hands {
  readonly #up: WeakMap<Peer, number>;

  constructor({ peers }: Room) {
    this.#up = new WeakMap([...peers.values()].map((peer) => [peer, handOf(peer) ?? 0]));
  }

  newOf(peer: Peer): string | undefined {
    const [before, now] = [this.#up.get(peer) ?? 0, handOf(peer) ?? 0];
    this.#up.set(peer, now);
    return now > 0 && before === 0 ? `${nameOf(peer)} raises a hand` : undefined;
  }
}
