import type { ChatMessage, Peer, Role, Room, RoomEvents } from "../sdk.js";
import { handOf } from "./hands.js";
import { newsText } from "./news.js";
import { LEFT_TEXT, nameOf } from "./person.js";
import { type Reaction, reactionIn } from "./reactions.js";
import { ROLE_TEXT } from "./rights.js";
import { type Standing, standingNews } from "./standing.js";

/** How much of a message shows while the chat is closed. */
const TEASER_LENGTH = 120;

/** Told by a change of what is shown, and by nothing else. */
const SHOWN = [
  "connection",
  "state",
  "self-updated",
  "screen",
  "policy",
  "lobby",
  "bans",
] as const satisfies (keyof RoomEvents)[];

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
  const known = new Known(room);
  const told = (text: string | undefined) => {
    show();
    if (text) tell(text);
  };
  const subscriptions = [
    ...SHOWN.map((event) => room.on(event, show)),
    room.on("self-updated", followSelf(room, told)),
    room.on("peer-updated", (peer) => told(known.newsOf(peer))),
    room.on("peer-joined", (peer) => {
      known.newsOf(peer);
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

/** Tells a hand that goes up, and a role that is given, from those that were there. */
class Known {
  readonly #peers = new WeakMap<Peer, { readonly hand: number; readonly role: Role }>();

  constructor({ peers }: Room) {
    for (const peer of peers.values()) this.newsOf(peer);
  }

  newsOf(peer: Peer): string | undefined {
    const now = { hand: handOf(peer) ?? 0, role: peer.role };
    const before = this.#peers.get(peer) ?? now;
    this.#peers.set(peer, now);
    const name = nameOf(peer);
    if (before.role !== now.role) return `${name}: ${ROLE_TEXT[now.role]} now`;
    return now.hand > 0 && before.hand === 0 ? `${name} raises a hand` : undefined;
  }
}

/** Follows one's own role and rights. What was taken stays off: only the person turns it on again. */
function followSelf({ self, microphone, camera }: Room, told: (text: string) => void): () => void {
  let before: Standing = { role: self.role, publish: self.publish };
  return () => {
    const now = { role: self.role, publish: self.publish };
    const gone = before.publish.filter((kind) => !now.publish.includes(kind));
    const news = standingNews(before, now);
    before = now;
    if (gone.includes("microphone")) void microphone.off();
    if (gone.includes("camera")) void camera.off();
    for (const text of news) told(text);
  };
}
