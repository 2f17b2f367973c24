import type { Room } from "../sdk.js";
import { openDialog } from "../ui/dialog.js";
import { ParleyBans } from "./bans.js";
import { ParleyKnockNotice } from "./knock-notice.js";
import { ParleyKnocks } from "./knocks.js";
import { Moderator } from "./moderator.js";
import type { Around } from "./people.js";
import { ParleyRoomLine } from "./room-line.js";
import { ParleyRoomSettings } from "./room-settings.js";

/** Everything in the call that shows the order of the room, and lets moderators keep it. */
export class Order {
  readonly moderator: Moderator;
  readonly notice: ParleyKnockNotice;
  /** Around the list of people. */
  readonly around: Around;
  readonly #room: Room;
  readonly #knocks: ParleyKnocks;
  readonly #bans: ParleyBans;
  readonly #line: ParleyRoomLine;

  /** Dialogs open on `page`; `look` opens the list of people. */
  constructor(room: Room, page: Element, look: () => void) {
    this.#room = room;
    this.moderator = new Moderator(room, page);
    this.notice = new ParleyKnockNotice(this.moderator, look);
    this.#knocks = new ParleyKnocks(this.moderator);
    this.#bans = new ParleyBans(this.moderator);
    this.#line = new ParleyRoomLine(this.moderator, () =>
      openDialog(page, "Room settings", new ParleyRoomSettings(room, this.moderator)),
    );
    this.around = { above: [this.#line, this.#knocks], below: [this.#bans] };
  }

  /** How many wait to be let in by this person. */
  get knocking(): number {
    return this.moderator.active ? this.#room.lobby.length : 0;
  }

  show(listShown: boolean): void {
    const { active } = this.moderator;
    const knocks = active ? this.#room.lobby : [];
    this.#line.show(this.#room.policy);
    this.#knocks.show(knocks);
    this.#bans.show(active ? this.#room.bans : []);
    this.notice.show(knocks, listShown);
  }
}
