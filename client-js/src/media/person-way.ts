import type { DetourFrame } from "../detour/frame.js";
import { Way } from "../detour/way.js";
import type { ByeFrame } from "./channel.js";
import type { Pair } from "./pair.js";

/** Bytes that may wait in a channel that is given what nobody waits for. */
const CHOKED = 256 * 1024;

/** The way to a person by the channels of their own connections. */
export class PersonWay extends Way {
  readonly #person: { readonly id: string; readonly pair: Pair };

  constructor(person: { readonly id: string; readonly pair: Pair }) {
    super();
    this.#person = person;
  }

  get id(): string {
    return this.#person.id;
  }

  get live(): boolean {
    const { current, healer } = this.#person.pair;
    return current?.open === true && !healer?.lost;
  }

  tell(frame: DetourFrame | ByeFrame): boolean {
    const links = [...this.#person.pair.links].filter(({ open }) => open);
    for (const link of links) link.say(frame, CHOKED);
    return links.length > 0;
  }
}
