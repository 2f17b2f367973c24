import { hueOf, initials } from "../names.js";
import { loadSettings } from "../settings.js";
import { chip } from "../ui/chip.js";
import { el, setText, uniqueId } from "../ui/dom.js";
import { icon } from "../ui/icons.js";
import { ringingSwitch } from "../ui/sound-settings.js";
import { View } from "../ui/view.js";
import type { Reach } from "./reach.js";
import { isUserId, LIGHT_TEXT, lightOf, MOODS, type Mood } from "./words.js";

/** The people one calls: who one is oneself, whom one watches, and how they are. */
export class ParleyContacts extends View {
  readonly #reach: Reach;
  readonly #call: (user: string) => void;
  readonly #list = el("ul", { "aria-label": "People you call" });
  readonly #who = el("p", { class: "who" });
  readonly #told = el("p", { class: "hint", role: "status" });
  readonly #mood = el("select", { id: uniqueId("mood"), onchange: () => this.#setMood() });
  readonly #ask: HTMLFormElement;
  readonly #there: HTMLElement;
  #drawn = "";

  constructor(reach: Reach, call: (user: string) => void) {
    super();
    this.#reach = reach;
    this.#call = call;
    this.#ask = this.#form("Your user name", "Be reachable", (user) => this.#reach.begin(user));
    this.#there = el("div", { class: "there" });
  }

  protected open(): void {
    for (const [mood, word] of Object.entries(MOODS))
      this.#mood.append(el("option", { value: mood }, word));
    const own = el(
      "div",
      { class: "own" },
      this.#who,
      el("label", { for: this.#mood.id, class: "unseen" }, "Your status"),
      el("div", { class: "choice" }, this.#mood),
      chip("close", "Stop", () => this.#reach.end()),
    );
    const add = this.#form("Add somebody by their user name", "Add", (user) =>
      this.#reach.add(user),
    );
    this.#there.append(own, this.#list, add, ringingSwitch());
    this.append(this.#told, this.#ask, this.#there);
    this.owns(this.#reach.follow(() => this.#show()));
    this.#show();
  }

  #show(): void {
    const { now } = this.#reach;
    const on = now.state === "on";
    this.#ask.hidden = on || now.state === "coming";
    this.#there.hidden = !on;
    setText(this.#told, toldText(now.state, now.state === "failed" ? now.why : ""));
    this.#mood.value = loadSettings().mood;
    if (!on) return;
    setText(this.#who, `You are ${now.user}`);
    this.#showList();
  }

  /** Redraws only what differs, so that the focus stays where it is. */
  #showList(): void {
    const { contacts } = this.#reach;
    const lights = contacts.map((user) => [user, lightOf(this.#reach.presenceOf(user))]);
    const drawn = JSON.stringify(lights);
    if (drawn === this.#drawn && this.#list.childElementCount === contacts.length) return;
    this.#drawn = drawn;
    const focused = document.activeElement?.getAttribute("aria-label");
    this.#list.replaceChildren(...contacts.map((user) => this.#row(user)));
    if (!focused) return;
    const again = [...this.#list.querySelectorAll("button")];
    again.find((button) => button.getAttribute("aria-label") === focused)?.focus();
  }

  #row(user: string): HTMLLIElement {
    const light = lightOf(this.#reach.presenceOf(user));
    const avatar = el("span", { class: "initials", "aria-hidden": "true" }, initials(user));
    avatar.style.setProperty("--hue", String(hueOf(user)));
    const dot = el("span", { class: "light", "data-light": light });
    const presence = el("span", { class: "details" }, dot, LIGHT_TEXT[light]);
    const who = el("span", { class: "who" }, el("span", { class: "name" }, user), presence);
    const call = chip("call", "Call", () => this.#call(user), "primary");
    call.setAttribute("aria-label", `Call ${user}`);
    const label = `Take ${user} off the list`;
    const remove = el(
      "button",
      {
        type: "button",
        class: "round quiet small",
        "aria-label": label,
        title: label,
        onclick: () => this.#reach.remove(user),
      },
      icon("close"),
    );
    return el("li", {}, el("div", { class: "line" }, avatar, who, call, remove));
  }

  #form(text: string, word: string, submit: (user: string) => void): HTMLFormElement {
    const id = uniqueId("user");
    const input = el("input", {
      id,
      maxlength: 128,
      autocomplete: "off",
      autocapitalize: "none",
      spellcheck: "false",
    });
    const button = el("button", { type: "submit", class: "plain" }, word);
    const line = el("div", { class: "add" }, input, button);
    const form = el(
      "form",
      { novalidate: true },
      el("div", {}, el("label", { for: id }, text), line),
    );
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const user = input.value.trim();
      input.setAttribute("aria-invalid", String(!isUserId(user)));
      if (!isUserId(user)) return input.focus();
      input.value = "";
      submit(user);
    });
    return form;
  }

  #setMood(): void {
    this.#reach.setMood(this.#mood.value as Mood);
  }
}

function toldText(state: "off" | "coming" | "on" | "failed", why: string): string {
  if (state === "off") return "Say who you are, and others can call you while this page is open.";
  return state === "coming" ? "Telling the server that you are here …" : why;
}

customElements.define("parley-contacts", ParleyContacts);
