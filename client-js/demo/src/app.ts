import { ParleyCall } from "./call/call.js";
import { type Farewell, farewellOf, isFinal, LEFT } from "./farewell.js";
import { type Invitation, inviteLink, pathOf, readInvitation, signalUrl } from "./link.js";
import { type Entry, ParleyLobby } from "./lobby/lobby.js";
import { ParleyNotice } from "./notice.js";
import { Calls } from "./ring/calls.js";
import { ParleyContacts } from "./ring/contacts.js";
import { Reach } from "./ring/reach.js";
import { codeOf, type JoinOptions, type Lobby, type Peer, type Room, type Sdk } from "./sdk.js";
import { tabToken } from "./settings.js";
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
  readonly #reach: Reach;
  readonly #calls: Calls;

  constructor(sdk: Sdk) {
    super();
    this.#sdk = sdk;
    this.#reach = new Reach({
      attend: (options) => sdk.attend(signalUrl(new URL(location.href)), options),
      token: () => this.#invitation.token,
      ringing: (ring) => this.#calls.incoming(ring),
    });
    this.#calls = new Calls({
      page: this,
      reach: this.#reach,
      inCall: () => this.#room !== undefined,
      enter: (room) => this.#enter(room),
    });
  }

  protected open(): void {
    this.append(new ParleyToasts(this));
    this.#invitation = this.#read();
    this.listen(window, "popstate", () => this.#arrive());
    this.listen(window, "hashchange", () => this.#arrive());
    this.#lobby();
    this.#reach.resume();
  }

  /** Into a room without a further question: somebody called, or was called. */
  #enter(room: string): void {
    this.#invitation = { ...this.#invitation, room };
    history.pushState(null, "", pathOf(this.#invitation));
    if (this.#room) this.#hangUp(this.#room);
    this.#lobby()?.enter();
  }

  /** The address changed under us: another room, so the present call ends. */
  #arrive(): void {
    const next = this.#read();
    if (pathOf(next) === pathOf(this.#invitation) && next.token === this.#invitation.token) return;
    this.#invitation = next;
    if (this.#room) this.#hangUp(this.#room);
    this.#lobby();
  }

  /** Reads the address, and takes a token out of it: that is nobody else's, and stays in no history. */
  #read(): Invitation {
    const invitation = readInvitation(new URL(location.href));
    if (invitation.token) history.replaceState(null, "", pathOf(invitation));
    const token = tabToken(invitation.token);
    return { ...invitation, ...(token && { token }) };
  }

  #lobby(): ParleyLobby | undefined {
    const { room } = this.#invitation;
    document.title = room ? `${room} · Parley` : "Parley";
    this.#joining?.abort();
    this.#prepared?.close();
    this.#prepared = undefined;
    try {
      this.#prepared = this.#sdk.prepare({ media: MEDIA });
    } catch (error) {
      this.#notice(farewellOf(codeOf(error)));
      return undefined;
    }
    const actions = {
      join: (entry: Entry, waiting: (position: number) => void) => this.#join(entry, waiting),
      joined: (joined: Room) => this.#call(joined),
      giveUp: () => this.#joining?.abort(),
    };
    const contacts = new ParleyContacts(this.#reach, (user) => this.#calls.outgoing(user));
    const lobby = new ParleyLobby(room, this.#prepared, actions, contacts);
    this.#turnTo(lobby);
    return lobby;
  }

  async #join(entry: Entry, waiting: (position: number) => void): Promise<Room> {
    const joining = new AbortController();
    this.#joining = joining;
    const options = { ...this.#options(entry), signal: joining.signal, waiting };
    try {
      return await this.#sdk.join(signalUrl(new URL(location.href)), entry.room, options);
    } catch (error) {
      if (isFinal(codeOf(error))) this.#notice(farewellOf(codeOf(error)));
      throw error;
    }
  }

  #options({ name }: Entry): JoinOptions {
    const { secret, token } = this.#invitation;
    const lobby = this.#prepared;
    return {
      profile: { name },
      ...(secret && { secret }),
      ...(token && { token }),
      ...(lobby && { lobby }),
    };
  }

  #call(room: Room): void {
    this.#room = room;
    this.#reach.setInCall(true);
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
    const words = (peer: Peer) => this.#sdk.safetyWords(room, peer);
    this.#turnTo(new ParleyCall(room, this.#sdk.exchangeFiles(room), { link, leave, words }));
  }

  #hangUp(room: Room): void {
    this.#room = undefined;
    this.#reach.setInCall(false);
    room.leave().catch(() => undefined);
  }

  #notice(farewell: Farewell): void {
    this.#prepared?.close();
    document.title = `${farewell.title} · Parley`;
    this.#turnTo(
      new ParleyNotice(farewell, {
        again: () => this.#lobby(),
        home: () => {
          const { room: _, ...kept } = this.#invitation;
          this.#invitation = kept;
          history.pushState(null, "", pathOf(this.#invitation));
          this.#lobby();
        },
      }),
    );
  }

  /** Shows one view in place of the one before; the toasts, and what rings, stay. */
  #turnTo(view: View): void {
    for (const child of [...this.children]) {
      if (child instanceof View && !(child instanceof ParleyToasts)) child.remove();
    }
    this.prepend(view);
  }
}

customElements.define("parley-app", ParleyApp);
