import { chooseFiles, ParleyDrop } from "../files/drop.js";
import { ParleyFiles } from "../files/tray.js";
import type { Kind } from "../lobby/local-media.js";
import type { ChatMessage, FileExchange, Peer, Room } from "../sdk.js";
import { loadSettings } from "../settings.js";
import { ParleyDevices } from "../ui/devices.js";
import { confirmDialog, openDialog } from "../ui/dialog.js";
import { toggleTheme } from "../ui/theme.js";
import { notify } from "../ui/toasts.js";
import { View } from "../ui/view.js";
import { keepAwake } from "../ui/wake-lock.js";
import { ParleyBar } from "./bar.js";
import { aloneCard, soundGate } from "./cards.js";
import { ParleyChat } from "./chat.js";
import { openHelp } from "./help.js";
import { openInvite } from "./invite.js";
import { newsText } from "./news.js";
import { type PanelName, ParleyPanel } from "./panel.js";
import { ParleyPeople } from "./people.js";
import { canRemove, isPeer, LEFT_TEXT, nameOf, personOf, selfOf } from "./person.js";
import { sharingNote, toggleShare } from "./sharing.js";
import { type Action, actionOf, isTyping } from "./shortcuts.js";
import { callDevices, toggleSlot } from "./slots.js";
import { Tiles } from "./tiles.js";
import { ParleyTopbar } from "./topbar.js";

/** How much of a message shows while the chat is closed. */
const TEASER_LENGTH = 120;

/** A gateway that stops hands its pages over without an event, so that is looked for. */
const NODE_MS = 1000;

/** The call: what the room tells goes down to the parts, what the person does comes up as an action. */
export class ParleyCall extends View {
  readonly #room: Room;
  readonly #actions: Readonly<Record<Action, () => void>>;
  readonly #topbar: ParleyTopbar;
  readonly #bar: ParleyBar;
  readonly #chat: ParleyChat;
  readonly #people: ParleyPeople;
  readonly #panel: ParleyPanel;
  readonly #tiles: Tiles;
  readonly #files: ParleyFiles;
  readonly #sharing: HTMLElement;
  #shown: PanelName | undefined;
  #unread = 0;

  /** `link` invites others; `leave` ends the call, and its owner takes this element off the page. */
  constructor(room: Room, files: FileExchange, link: string, leave: () => void) {
    super();
    this.#room = room;
    this.#actions = {
      microphone: () => this.#toggle("microphone"),
      camera: () => this.#toggle("camera"),
      screen: () => void toggleShare(room, (text) => notify(this, text)),
      chat: () => (this.#shown === "chat" ? this.#close() : this.#open("chat")),
      people: () => (this.#shown === "people" ? this.#close() : this.#open("people")),
      invite: () => openInvite(this, link),
      devices: () => this.#openDevices(),
      theme: () => this.#changeTheme(),
      help: () => openHelp(this),
      leave,
    };
    const act = (action: Action) => this.#actions[action]();
    this.#topbar = new ParleyTopbar(room.name, act);
    this.#bar = new ParleyBar(act);
    this.#files = new ParleyFiles(files, () => room.peers.size);
    this.#sharing = sharingNote(this.#actions.screen);
    const send = (to?: Peer) => chooseFiles((chosen) => this.#files.send(chosen, to));
    this.#chat = new ParleyChat((text) => room.chat(text), send);
    this.#people = new ParleyPeople((peer) => this.#remove(peer), send);
    this.#panel = new ParleyPanel({ chat: this.#chat, people: this.#people }, () => this.#close());
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
      send: (files, to) => this.#files.send(files, to),
    });
    const { stage } = this.#tiles;
    const parts = [this.#topbar, this.#sharing, stage, this.#panel, this.#bar, this.#files];
    this.append(...parts, drop, gate);
    this.#follow();
    this.listen(document, "keydown", (event) => {
      if (event instanceof KeyboardEvent) this.#press(event);
    });
    this.owns(keepAwake());
    this.every(NODE_MS, () => this.#topbar.show(this.#room.state, this.#room.node));
    this.#show();
    this.#tiles.setSpeaker(loadSettings().speaker).catch(() => undefined);
  }

  #follow(): void {
    const room = this.#room;
    const show = () => this.#show();
    for (const event of [
      "peer-updated",
      "connection",
      "state",
      "self-updated",
      "screen",
    ] as const) {
      this.owns(room.on(event, show));
    }
    this.owns(room.on("peer-joined", (peer) => this.#tell(`${nameOf(peer)} joined`)));
    this.owns(
      room.on("peer-left", ({ peer, reason }) =>
        this.#tell(`${nameOf(peer)} ${LEFT_TEXT[reason]}`),
      ),
    );
    this.owns(room.on("chat", (message) => this.#hear(message)));
    this.owns(
      room.on("device", (news) => {
        const text = newsText(news);
        if (text) this.#tell(text);
      }),
    );
    this.owns(
      room.on("track", () => {
        this.#show();
        this.#tiles.play();
      }),
    );
  }

  /** Everything as it is now; each part changes only what differs. */
  #show(): void {
    const { self, peers, microphone, camera, screen, state, node, name } = this.#room;
    const removable = canRemove(self.role);
    const others = [...peers.values()].map((peer) => ({
      person: personOf(peer),
      peer,
      removable,
    }));
    const people = others.length + 1;
    this.#tiles.show();
    this.#files.show();
    this.#sharing.hidden = screen.state === "off";
    this.#topbar.show(state, node);
    this.#people.show([{ person: selfOf(this.#room) }, ...others]);
    this.#bar.show({
      microphone: microphone.state,
      camera: camera.state,
      screen: screen.state,
      panel: this.#shown,
      unread: this.#unread,
      people,
    });
    document.title = `${this.#unread > 0 ? "● " : ""}${name} (${people}) · Parley`;
  }

  #press(event: KeyboardEvent): void {
    if (this.querySelector("dialog[open]")) return;
    if (event.key === "Escape") this.#close();
    const action = actionOf(event, isTyping(event.target));
    if (!action) return;
    event.preventDefault();
    this.#actions[action]();
  }

  #toggle(kind: Kind): void {
    toggleSlot(this.#room, kind).catch(() => this.#show()); // the slot's news say why
  }

  #open(name: PanelName): void {
    this.#shown = name;
    if (name === "chat") this.#unread = 0;
    this.#panel.show(name);
    this.#show();
    if (name === "chat") this.#chat.focus();
  }

  #close(): void {
    const was = this.#shown;
    if (!was) return;
    this.#shown = undefined;
    this.#panel.show(undefined);
    this.#show();
    this.#bar.focusOn(was);
  }

  #openDevices(): void {
    const failed = (text: string) => notify(this, text);
    const setSpeaker = (id: string) =>
      this.#tiles.setSpeaker(id).catch(() => failed("That speaker cannot be used."));
    openDialog(this, "Devices", new ParleyDevices(callDevices(this.#room, setSpeaker, failed)));
  }

  #changeTheme(): void {
    toggleTheme();
    this.#topbar.showTheme();
  }

  async #remove(peer: Peer): Promise<void> {
    const name = nameOf(peer);
    const text = `${name} leaves the call at once and cannot come back into this room.`;
    if (!(await confirmDialog(this, `Remove ${name}?`, text, "Remove"))) return;
    this.#room.kick(peer).catch(() => notify(this, `${name} could not be removed. Try again.`));
  }

  #tell(text: string): void {
    this.#show();
    notify(this, text);
  }

  #hear(message: ChatMessage): void {
    if (!isPeer(message.from)) return;
    this.#chat.add(message);
    if (this.#shown === "chat") return;
    this.#unread += 1;
    this.#tell(`${nameOf(message.from)}: ${message.text.slice(0, TEASER_LENGTH)}`);
  }
}

customElements.define("parley-call", ParleyCall);
