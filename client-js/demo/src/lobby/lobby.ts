import { codeOf, type Device, type Lobby, type Room } from "../sdk.js";
import { loadSettings, saveSettings } from "../settings.js";
import { brand } from "../ui/brand.js";
import { chosen, type DeviceKind, ParleyDevices, remember } from "../ui/devices.js";
import { el, setText } from "../ui/dom.js";
import { icon } from "../ui/icons.js";
import { View } from "../ui/view.js";
import { type Kind, LocalMedia } from "./local-media.js";
import { ParleyPreview } from "./preview.js";
import { ParleyProblems } from "./problem-list.js";
import { ParleyRoomField } from "./room-field.js";
import { ParleyWaiting } from "./waiting.js";

/** What the person settled in the lobby. */
export interface Entry {
  readonly room: string;
  readonly name: string;
}

export interface LobbyActions {
  /** Joins; a rejection is shown here, and the person may try again. `waiting`: as `JoinOptions`. */
  join(entry: Entry, waiting: (position: number) => void): Promise<Room>;
  /** Ends the wait; the join is rejected with `aborted`. */
  giveUp(): void;
  joined(room: Room): void;
}

/** The room before the room: who am I, how do I look, can they hear me, where do I go. */
export class ParleyLobby extends View {
  readonly #invited: string | undefined;
  readonly #actions: LobbyActions;
  readonly #media: LocalMedia;
  readonly #preview: ParleyPreview;
  readonly #problems: ParleyProblems;
  readonly #devices: ParleyDevices;
  readonly #room: ParleyRoomField;
  readonly #name = el("input", {
    id: "name",
    name: "name",
    maxlength: 40,
    autocomplete: "name",
    placeholder: "Guest",
  });
  readonly #submit = el("button", { type: "submit", class: "primary" }, "Join the call");
  readonly #failure = el("p", { class: "failure", role: "alert" });
  readonly #asking = el("section", { class: "form-side" });
  readonly #waiting: ParleyWaiting;
  readonly #contacts: HTMLElement;

  /** `prepared` has the devices, which go on into the call; `contacts`: whom one can call instead. */
  constructor(
    invited: string | undefined,
    prepared: Lobby,
    actions: LobbyActions,
    contacts: HTMLElement,
  ) {
    super();
    this.#invited = invited;
    this.#contacts = contacts;
    this.#actions = actions;
    const { microphone, camera, name } = loadSettings();
    this.#media = new LocalMedia(prepared, { microphone, camera }, () => this.#show());
    this.#preview = new ParleyPreview(this.#media, (kind) => this.#toggle(kind));
    this.#problems = new ParleyProblems(this.#media);
    this.#room = new ParleyRoomField(invited);
    this.#name.value = name;
    this.#waiting = new ParleyWaiting(() => actions.giveUp());
    this.#devices = new ParleyDevices({
      inUse: (kind) => (kind === "speaker" ? "" : this.#media.deviceOf(kind)) || chosen(kind),
      choose: (kind, device) => this.#choose(kind, device),
    });
  }

  protected open(): void {
    this.setAttribute("role", "main");
    this.append(
      brand(),
      el(
        "section",
        { class: "mirror-side", "aria-label": "Preview" },
        this.#preview,
        this.#problems,
      ),
      this.#asking,
      this.#waiting,
      this.#devices,
    );
    const form = this.#form();
    this.#asking.append(this.#heading());
    if (!this.#invited) this.#asking.append(...twoPages(form, this.#contacts));
    else this.#asking.append(form);
    this.owns(this.#media.follow());
    const { microphoneOn, cameraOn } = loadSettings();
    const wanted: Kind[] = [
      ...(microphoneOn ? ["microphone" as const] : []),
      ...(cameraOn ? ["camera" as const] : []),
    ];
    if (wanted.length > 0) this.#media.open(wanted).then(() => this.#devices.refresh());
  }

  #heading(): HTMLElement {
    return el(
      "div",
      {},
      el("h1", {}, this.#invited ? "You are invited" : "Talk to each other"),
      el(
        "p",
        { class: "lead" },
        this.#invited
          ? "Check how you look and sound, then come in."
          : "Choose a room name and send the link. No account, nothing to install.",
      ),
    );
  }

  #form(): HTMLFormElement {
    const name = el(
      "div",
      { class: "labelled" },
      el("label", { for: "name" }, "Your name"),
      this.#name,
    );
    const form = el(
      "form",
      { novalidate: true },
      this.#room,
      name,
      this.#failure,
      this.#submit,
      privacyNote(),
    );
    this.listen(form, "submit", (event) => {
      event.preventDefault();
      this.#join();
    });
    return form;
  }

  /** As by the button. */
  enter(): void {
    void this.#join();
  }

  async #join(): Promise<void> {
    const room = this.#room.value();
    if (!room || this.#submit.disabled) return;
    const typed = this.#name.value.trim();
    saveSettings({ name: typed });
    this.#busy("Waiting for your devices …");
    await this.#media.settled();
    this.#busy("Joining …");
    try {
      const entry = { room, name: typed || "Guest" };
      this.#actions.joined(await this.#actions.join(entry, (position) => this.#wait(position)));
    } catch (error) {
      this.#wait(undefined);
      this.#busy(undefined);
      setText(this.#failure, codeOf(error) === "aborted" ? "" : failureText(error));
    }
  }

  /** Somebody has to let this person in; undefined: they do not wait any more. */
  #wait(position: number | undefined): void {
    const wasWaiting = !this.#waiting.hidden;
    this.#asking.hidden = position !== undefined;
    this.#waiting.show(position);
    if (wasWaiting && position === undefined) this.#submit.focus();
  }

  /** What is being waited for; undefined: nothing any more. */
  #busy(what: string | undefined): void {
    this.#submit.disabled = what !== undefined;
    setText(this.#submit, what ?? "Join the call");
    if (what) setText(this.#failure, "");
  }

  #toggle(kind: Kind): void {
    const off = this.#media.of(kind).state === "off" || this.#media.of(kind).state === "trouble";
    saveSettings(kind === "camera" ? { cameraOn: off } : { microphoneOn: off });
    if (off) this.#media.open([kind]).then(() => this.#devices.refresh());
    else this.#media.close(kind);
  }

  #choose(kind: DeviceKind, device: Device): void {
    remember(kind, device);
    if (kind !== "speaker") this.#media.choose(kind, device);
  }

  #show(): void {
    if (!this.isConnected) return;
    this.#preview.show();
    this.#problems.show();
  }
}

/** A room, or a person: one of the two is shown, and the person chooses. */
function twoPages(room: HTMLElement, contacts: HTMLElement): HTMLElement[] {
  contacts.hidden = true;
  const turn = (toContacts: boolean) => {
    room.hidden = toContacts;
    contacts.hidden = !toContacts;
    meet.setAttribute("aria-pressed", String(!toContacts));
    call.setAttribute("aria-pressed", String(toContacts));
  };
  const page = (word: string, toContacts: boolean) =>
    el("button", { type: "button", onclick: () => turn(toContacts) }, word);
  const [meet, call] = [page("Meet in a room", false), page("Call someone", true)];
  const group = { class: "pages", role: "group", "aria-label": "How to begin" };
  turn(false);
  return [el("div", group, meet, call), room, contacts];
}

function privacyNote(): HTMLElement {
  return el("p", { class: "privacy" }, icon("lock"), "From browser to browser, encrypted.");
}

function failureText(error: unknown): string {
  if (codeOf(error) === "rate-limited") return "Too many tries. Wait a moment, then join again.";
  return "The server does not answer. Check your network, then join again.";
}

customElements.define("parley-lobby", ParleyLobby);
