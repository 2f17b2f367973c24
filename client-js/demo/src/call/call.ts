import { chooseFiles, ParleyDrop } from "../files/drop.js";
import { ParleyFiles } from "../files/tray.js";
import type { Kind } from "../lobby/local-media.js";
import type { FileExchange, Peer, Publish, Room } from "../sdk.js";
import { loadSettings } from "../settings.js";
import { ParleyDevices } from "../ui/devices.js";
import { openDialog } from "../ui/dialog.js";
import { soundSettings } from "../ui/sound-settings.js";
import { toggleTheme } from "../ui/theme.js";
import { notify } from "../ui/toasts.js";
import { View } from "../ui/view.js";
import { keepAwake } from "../ui/wake-lock.js";
import { Announcer } from "./announcer.js";
import { ParleyBar } from "./bar.js";
import { aloneCard, soundGate } from "./cards.js";
import { ParleyChat } from "./chat.js";
import { followRoom } from "./follow.js";
import { toggleHand } from "./hands.js";
import { openHelp } from "./help.js";
import { openInvite } from "./invite.js";
import { Order } from "./order.js";
import { ParleyPalette } from "./palette.js";
import { ParleyPeople } from "./people.js";
import { everybodyIn, nameOf } from "./person.js";
import { PersonMore } from "./person-more.js";
import type { Reaction } from "./reactions.js";
import { KINDS } from "./rights.js";
import { openSafety } from "./safety.js";
import { sharingNote, toggleShare } from "./sharing.js";
import { type Action, actionOf, isTyping } from "./shortcuts.js";
import { Side } from "./side.js";
import { callDevices, toggleSlot } from "./slots.js";
import { whyNot } from "./standing.js";
import { Tiles } from "./tiles.js";
import { ParleyTopbar } from "./topbar.js";

/** A gateway that stops hands its pages over without an event, so that is looked for. */
const NODE_MS = 1000;

/** What the call needs of the page around it. */
export interface CallDoors {
  /** Invites others. */
  readonly link: string;
  /** Ends the call; its owner then takes this element off the page. */
  leave(): void;
  /** What to read aloud with somebody, to know that nobody sits between. */
  words(peer: Peer): Promise<readonly string[]>;
}

/** The call: what the room tells goes down to the parts, what the person does comes up as an action. */
export class ParleyCall extends View {
  readonly #room: Room;
  readonly #actions: Readonly<Record<Action, () => void>>;
  readonly #topbar: ParleyTopbar;
  readonly #bar: ParleyBar;
  readonly #palette: ParleyPalette;
  readonly #order: Order;
  readonly #people: ParleyPeople;
  readonly #chat: ParleyChat;
  readonly #side: Side;
  readonly #tiles: Tiles;
  readonly #files: ParleyFiles;
  readonly #sharing: HTMLElement;
  readonly #announcer = new Announcer();

  constructor(room: Room, files: FileExchange, { link, leave, words }: CallDoors) {
    super();
    this.#room = room;
    this.#actions = {
      microphone: () => this.#toggle("microphone"),
      camera: () => this.#toggle("camera"),
      screen: () => this.#toggleShare(),
      hand: () => this.#toggleHand(),
      react: () => this.#togglePalette(),
      chat: () => this.#side.toggle("chat"),
      people: () => this.#side.toggle("people"),
      invite: () => openInvite(this, link),
      devices: () => this.#openDevices(),
      theme: () => this.#changeTheme(),
      help: () => openHelp(this),
      leave,
    };
    const act = (action: Action) => this.#actions[action]();
    this.#topbar = new ParleyTopbar(room.name, act);
    this.#bar = new ParleyBar(act);
    this.#palette = new ParleyPalette({
      react: (reaction) => this.#react(reaction),
      hand: () => this.#toggleHand(),
      closed: (back) => this.#paletteClosed(back),
    });
    this.#files = new ParleyFiles(files, () => room.peers.size);
    this.#sharing = sharingNote(this.#actions.screen);
    const send = (to?: Peer) => chooseFiles((chosen) => this.#send(chosen, to));
    this.#order = new Order(room, this, () => this.#side.open("people"));
    const { moderator, around } = this.#order;
    const compare = (peer: Peer) => openSafety(this, nameOf(peer), words(peer));
    const actions = { moderator, send, compare };
    this.#people = new ParleyPeople((peer) => new PersonMore(peer, actions), around);
    this.#chat = new ParleyChat((text) => room.chat(text), send);
    this.#side = new Side(
      { chat: this.#chat, people: this.#people },
      () => this.#show(),
      (was) => this.#bar.focusOn(was),
    );
    this.#tiles = new Tiles(room, aloneCard(this.#actions.invite));
  }

  protected open(): void {
    this.setAttribute("role", "main");
    const gate = soundGate(() => this.#room.resumePlayback());
    const shut = ({ blocked }: { blocked: boolean }) => {
      gate.hidden = !blocked;
      if (blocked) gate.focus();
    };
    this.owns(this.#room.on("playback-blocked", shut));
    const drop = new ParleyDrop(this, {
      personAt: (target) => this.#tiles.personAt(target),
      send: (files, to) => this.#send(files, to),
    });
    const { stage } = this.#tiles;
    const { panel } = this.#side;
    const parts = [this.#topbar, this.#sharing, stage, panel, this.#palette, this.#bar];
    this.append(...parts, this.#order.notice, this.#files, this.#announcer.line, drop, gate);
    this.owns(
      followRoom(this.#room, {
        show: () => this.#show(),
        tell: (text) => notify(this, text),
        play: () => this.#tiles.play(),
        chat: (message) => this.#side.hear(message),
        reacted: (peer, reaction) => this.#reacted(peer, reaction),
      }),
    );
    this.owns(() => this.#announcer.close());
    this.listen(document, "keydown", (event) => {
      if (event instanceof KeyboardEvent) this.#press(event);
    });
    this.owns(keepAwake());
    this.every(NODE_MS, () => this.#topbar.show(this.#room.state, this.#room.node));
    this.#show();
    this.#tiles.setSpeaker(loadSettings().speaker).catch(() => undefined);
  }

  /** Everything as it is now; each part changes only what differs. */
  #show(): void {
    const { self, microphone, camera, screen, state, node, name } = this.#room;
    const everybody = everybodyIn(this.#room);
    const hand = (everybody.get(self)?.hand ?? 0) > 0;
    this.#tiles.show(everybody);
    this.#files.show();
    this.#sharing.hidden = screen.state === "off";
    this.#topbar.show(state, node);
    this.#people.show(everybody);
    this.#order.show(this.#side.shown === "people");
    this.#chat.allow(self.publish.includes("data"));
    this.#palette.show(hand);
    this.#bar.show({
      microphone: microphone.state,
      camera: camera.state,
      screen: screen.state,
      hand,
      reacting: !this.#palette.hidden,
      panel: this.#side.shown,
      unread: this.#side.unread,
      people: everybody.size,
      knocking: this.#order.knocking,
      barred: KINDS.filter((kind) => !self.publish.includes(kind)),
    });
    document.title = `${this.#side.unread > 0 ? "● " : ""}${name} (${everybody.size}) · Parley`;
  }

  #press(event: KeyboardEvent): void {
    if (document.querySelector("dialog[open]")) return;
    if (event.key === "Escape" && !this.#palette.close(true)) this.#side.close();
    const action = actionOf(event, isTyping(event.target));
    if (!action) return;
    event.preventDefault();
    this.#actions[action]();
  }

  /** Whether this person may give that; if not, they are told why. */
  #may(kind: Publish): boolean {
    const { publish, role } = this.#room.self;
    const may = publish.includes(kind);
    if (!may) notify(this, whyNot(kind, role));
    return may;
  }

  #toggle(kind: Kind): void {
    if (!this.#may(kind)) return;
    toggleSlot(this.#room, kind).catch(() => this.#show()); // the slot's news say why
  }

  #toggleShare(): void {
    if (this.#may("screen")) void toggleShare(this.#room, (text) => notify(this, text));
  }

  #send(files: readonly File[], to?: Peer): void {
    if (this.#may("data")) this.#files.send(files, to);
  }

  #toggleHand(): void {
    toggleHand(this.#room).catch(() => notify(this, "The others could not be told. Try again."));
  }

  #togglePalette(): void {
    this.#palette.toggle();
    this.#show();
  }

  #paletteClosed(back: boolean): void {
    if (back) this.#bar.focusOn("react");
    this.#show();
  }

  #react(reaction: Reaction): void {
    this.#room.pulse({ reaction: reaction.emoji });
    this.#tiles.react(this.#room.self, reaction.emoji);
  }

  #reacted(peer: Peer, reaction: Reaction): void {
    this.#tiles.react(peer, reaction.emoji);
    this.#announcer.hear(nameOf(peer), reaction);
  }

  #openDevices(): void {
    const failed = (text: string) => notify(this, text);
    const setSpeaker = (id: string) =>
      this.#tiles.setSpeaker(id).catch(() => failed("That speaker cannot be used."));
    const devices = new ParleyDevices(callDevices(this.#room, setSpeaker, failed));
    openDialog(this, "Devices", devices, soundSettings());
  }

  #changeTheme(): void {
    toggleTheme();
    this.#topbar.showTheme();
  }
}

customElements.define("parley-call", ParleyCall);
