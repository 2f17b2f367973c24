import type { Ban, Knock, Peer, Publish, Role, Room, RoomPolicy } from "../sdk.js";
import { confirmDialog } from "../ui/dialog.js";
import { notify } from "../ui/toasts.js";
import { nameOf, nameOfProfile } from "./person.js";
import { mayGovern, moderates, rolesFor } from "./rights.js";

/**
 * What an owner or a moderator does in the app: what cannot be taken back is asked for first, and
 * what fails is told.
 */
export class Moderator {
  readonly #room: Room;
  readonly #page: Element;

  /** Dialogs open, and news are told, on `page`. */
  constructor(room: Room, page: Element) {
    this.#room = room;
    this.#page = page;
  }

  get active(): boolean {
    return moderates(this.#room.self.role);
  }

  get isOwner(): boolean {
    return this.#room.self.role === "owner";
  }

  governs({ role }: Peer): boolean {
    return mayGovern(this.#room.self.role, role);
  }

  rolesFor({ role }: Peer): readonly Role[] {
    return rolesFor(this.#room.self.role, role);
  }

  /** Takes a right away, or gives it back. */
  toggle(peer: Peer, kind: Publish): void {
    const has = peer.publish.includes(kind);
    this.#do(has ? this.#room.mute(peer, [kind]) : this.#room.grant(peer, [kind]));
  }

  /** `changed` is told in the end, so that a choice that failed is not shown. */
  setRole(peer: Peer, role: Role, changed: () => void): void {
    this.#do(this.#room.setRole(peer, role).finally(changed));
  }

  async remove(peer: Peer): Promise<void> {
    const name = nameOf(peer);
    const text = `${name} leaves the call at once. The page they have open cannot come back; from another browser or device they can. To keep them out, ban them.`;
    if (await this.#sure(`Remove ${name}?`, text, "Remove")) this.#do(this.#room.kick(peer));
  }

  async ban(peer: Peer): Promise<void> {
    const name = nameOf(peer);
    const text = `${name} leaves the call at once and is kept out: the page they have open, and the user and the invitation they came with, from any device. That stays until a moderator lets them in again in the list of people, or until the room ends.`;
    if (await this.#sure(`Ban ${name}?`, text, "Ban")) this.#do(this.#room.ban(peer));
  }

  unban(ban: Ban): void {
    this.#do(this.#room.unban(ban));
  }

  /** Without a name: all who wait. */
  admit(knock?: Knock): void {
    this.#do(this.#room.admit(knock));
  }

  async deny(knock: Knock): Promise<void> {
    const name = nameOfProfile(knock.profile);
    const text = `${name} is told that they were not let in.`;
    if (await this.#sure(`Turn ${name} away?`, text, "Turn away")) this.#do(this.#room.deny(knock));
  }

  setPolicy(change: Partial<Omit<RoomPolicy, "locked">>): Promise<void> {
    return this.#do(this.#room.setPolicy(change));
  }

  setLocked(locked: boolean): Promise<void> {
    return this.#do(locked ? this.#room.lock() : this.#room.unlock());
  }

  async close(): Promise<void> {
    const text =
      "Everybody leaves at once, you too. The room ends with its rules, its lobby and its list of who is kept out.";
    if (await this.#sure("Close the room for all?", text, "Close for all"))
      this.#do(this.#room.close());
  }

  #sure(title: string, text: string, yes: string): Promise<boolean> {
    return confirmDialog(this.#page, title, text, yes);
  }

  async #do(doing: Promise<void>): Promise<void> {
    await doing.catch(() => notify(this.#page, "That did not work. Try again."));
  }
}
