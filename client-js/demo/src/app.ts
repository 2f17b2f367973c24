import { ParleyCall } from "./call/call.js";
import { type Farewell, farewellOf, isFinal, LEFT } from "./farewell.js";
import { type Invitation, inviteLink, pathOf, readInvitation, signalUrl } from "./link.js";
import { type Entry, ParleyLobby } from "./lobby/lobby.js";
import { ParleyNotice } from "./notice.js";
import { codeOf, type JoinOptions, type Lobby, type Room, type Sdk } from "./sdk.js";
import { ParleyToasts } from "./ui/toasts.js";
import { View } from "./ui/view.js";

/** What the camera is opened with; of the microphone, browsers know best. */
const MEDIA = {
  audio: true,
  video: { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 } },
};

/** The whole page: the lobby, then the call, then a notice; and the address that says which room. */
export class ParleyApp extends View {
  readonly #sdk: Sdk;
  #invitation: Invitation = {};
  #room: Room | undefined;
  #prepared: Lobby | undefined;
  #joining: AbortController | undefined;

  constructor(sdk: Sdk) {
    super();
    this.#sdk = sdk;
  }

  protected open(): void {
    this.append(new ParleyToasts(this));
    this.#invitation = readInvitation(new URL(location.href));
    this.listen(window, "popstate", () => this.#arrive());
    this.listen(window, "hashchange", () => this.#arrive());
    this.#lobby();
  }

  /** The address changed under us: another room, so the present call ends. */
  #arrive(): void {
    const next = readInvitation(new URL(location.href));
    if (next.room === this.#invitation.room && next.secret === this.#invitation.secret) return;
    this.#invitation = next;
    if (this.#room) this.#hangUp(this.#room);
    this.#lobby();
  }

  #lobby(): void {
    const { room } = this.#invitation;
    document.title = room ? `${room} · Parley` : "Parley";
    this.#joining?.abort();
    this.#prepared?.close();
    this.#prepared = undefined;
    try {
      this.#prepared = this.#sdk.prepare({ media: MEDIA });
    } catch (error) {
      return this.#notice(farewellOf(codeOf(error)));
    }
    const actions = {
      join: (entry: Entry) => this.#join(entry),
      joined: (joined: Room) => this.#call(joined),
    };
    this.#turnTo(new ParleyLobby(room, this.#prepared, actions));
  }

  async #join(entry: Entry): Promise<Room> {
    const joining = new AbortController();
    this.#joining = joining;
    const options = this.#options(entry, joining.signal);
    try {
      return await this.#sdk.join(signalUrl(new URL(location.href)), entry.room, options);
    } catch (error) {
      if (isFinal(codeOf(error))) this.#notice(farewellOf(codeOf(error)));
      throw error;
    }
  }

  #options({ name }: Entry, signal: AbortSignal): JoinOptions {
    const { secret } = this.#invitation;
    const lobby = this.#prepared;
    return {
      profile: { name },
      signal,
      ...(secret && { secret }),
      ...(lobby && { lobby }),
    };
  }

  #call(room: Room): void {
    this.#room = room;
    this.#invitation = { ...this.#invitation, room: room.name };
    const path = pathOf(this.#invitation);
    if (location.pathname + location.hash !== path) history.pushState(null, "", path);
    room.on("closed", ({ code }) => {
      if (this.#room !== room) return;
      this.#hangUp(room);
      this.#notice(farewellOf(code));
    });
    const leave = () => {
      this.#hangUp(room);
      this.#notice(LEFT);
    };
    const link = inviteLink(location.origin, this.#invitation);
    this.#turnTo(new ParleyCall(room, this.#sdk.exchangeFiles(room), link, leave));
  }

  #hangUp(room: Room): void {
    this.#room = undefined;
    room.leave().catch(() => undefined);
  }

  #notice(farewell: Farewell): void {
    this.#prepared?.close();
    document.title = `${farewell.title} · Parley`;
    this.#turnTo(
      new ParleyNotice(farewell, {
        again: () => this.#lobby(),
        home: () => {
          const { secret } = this.#invitation;
          this.#invitation = secret ? { secret } : {};
          history.pushState(null, "", pathOf(this.#invitation));
          this.#lobby();
        },
      }),
    );
  }

  /** Shows one view in place of the one before; the toasts stay. */
  #turnTo(view: View): void {
    for (const child of [...this.children]) {
      if (!(child instanceof ParleyToasts)) child.remove();
    }
    this.prepend(view);
  }
}

customElements.define("parley-app", ParleyApp);
