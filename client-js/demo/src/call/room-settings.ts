import type { Room } from "../sdk.js";
import { chip } from "../ui/chip.js";
import { el, uniqueId } from "../ui/dom.js";
import { Switch } from "../ui/switch.js";
import { View } from "../ui/view.js";
import type { Moderator } from "./moderator.js";

/** As the protocol has it: people at most. */
const CAPACITY = { least: 1, most: 50 };

/** The rules of the room, for those who may change them. Another moderator's change shows at once. */
export class ParleyRoomSettings extends View {
  readonly #room: Room;
  readonly #moderator: Moderator;
  readonly #lobby: Switch;
  readonly #locked: Switch;
  readonly #relay: Switch;
  readonly #capacity = el("input", {
    id: uniqueId("capacity"),
    type: "number",
    inputmode: "numeric",
    min: CAPACITY.least,
    max: CAPACITY.most,
    onchange: () => this.#setCapacity(),
  });

  constructor(room: Room, moderator: Moderator) {
    super();
    this.#room = room;
    this.#moderator = moderator;
    const shown = (doing: Promise<void>) => void doing.then(() => this.#show());
    this.#lobby = new Switch("Lobby", "Newcomers wait until a moderator lets them in.", (lobby) =>
      shown(moderator.setPolicy({ lobby })),
    );
    this.#locked = new Switch(
      "Lock the room",
      "Nobody new comes in, not even to the lobby. Whoever is here may reconnect.",
      (locked) => shown(moderator.setLocked(locked)),
    );
    this.#relay = new Switch(
      "Hide addresses",
      "Media goes over relay servers alone, so nobody learns another's network address. It takes a little longer.",
      (relay) => shown(moderator.setPolicy({ relay })),
    );
  }

  protected open(): void {
    const capacity = el(
      "div",
      { class: "switch" },
      el(
        "div",
        {},
        el("label", { for: this.#capacity.id }, "People at most"),
        el("p", { class: "hint" }, `${CAPACITY.least} to ${CAPACITY.most}. Nobody is removed.`),
      ),
      this.#capacity,
    );
    const switches = [this.#lobby, this.#locked, this.#relay].map(({ element }) => element);
    this.append(...switches, capacity);
    if (this.#moderator.isOwner)
      this.append(chip("leave", "Close the room for all", () => this.#moderator.close(), "grave"));
    this.owns(this.#room.on("policy", () => this.#show()));
    this.#show();
  }

  #show(): void {
    const { lobby, locked, relay, capacity } = this.#room.policy;
    this.#lobby.show(lobby);
    this.#locked.show(locked);
    this.#relay.show(relay);
    this.#capacity.value = String(capacity);
  }

  #setCapacity(): void {
    const capacity = Math.round(Number(this.#capacity.value));
    if (capacity >= CAPACITY.least && capacity <= CAPACITY.most)
      this.#moderator.setPolicy({ capacity }).then(() => this.#show());
    else this.#show();
  }
}

customElements.define("parley-room-settings", ParleyRoomSettings);
