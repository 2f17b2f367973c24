import { gatewayName, isLocalCluster, killGateway } from "../cluster.js";
import type { RoomState } from "../sdk.js";
import { el, setText } from "../ui/dom.js";
import { icon } from "../ui/icons.js";
import { notify } from "../ui/toasts.js";
import { View } from "../ui/view.js";

/** The gateway that this page is on; in a cluster on this machine, also the button that kills it. */
export class ParleyGateway extends View {
  readonly #name = el("span");
  readonly #badge = el("span", { class: "node" }, el("span", { class: "unseen" }, "Gateway "));
  readonly #kill = el(
    "button",
    { type: "button", class: "kill", hidden: true, onclick: () => this.#press() },
    icon("kill"),
    el("span", { class: "word" }, "Kill this gateway"),
  );
  #state: RoomState | undefined;
  #node = "";
  /** The gateway that was killed from here, and when, by `performance.now()`. */
  #killed: { readonly node: string; readonly at: number } | undefined;

  protected open(): void {
    this.#badge.append(this.#name);
    this.append(this.#badge, this.#kill);
  }

  show(state: RoomState, node: string): void {
    const before = this.#node;
    this.#state = state;
    this.#node = node;
    setText(this.#name, gatewayName(node));
    this.#badge.title = `This page is on gateway ${node}`;
    this.#kill.title = `Ends the process of ${gatewayName(node)} with kill -9`;
    if (before !== node) this.#moved(before);
    this.#enable();
  }

  async #ask(): Promise<void> {
    this.#kill.hidden = !(await isLocalCluster(this.#node));
  }

  /** Tells it where a gateway was killed; elsewhere it is no news to the person. */
  #moved(before: string): void {
    const killed = this.#killed?.node === before ? this.#killed : undefined;
    this.#killed = undefined;
    if (this.#kill.hidden) return void this.#ask();
    const [from, to] = [gatewayName(before), gatewayName(this.#node)];
    const seconds = killed && ((performance.now() - killed.at) / 1000).toFixed(1);
    const news = seconds
      ? `${from} is dead, ${to === from ? "a new one" : to} took over after ${seconds} s.`
      : `Now on ${to === from ? `a new ${to}` : `${to} instead of ${from}`}.`;
    notify(this, `${news} Your call goes on.`);
  }

  /** Not `disabled`, which would take the keyboard's focus away from it. */
  #enable(): void {
    const ready = this.#state === "connected" && this.#killed === undefined;
    this.#kill.setAttribute("aria-disabled", String(!ready));
  }

  async #press(): Promise<void> {
    if (this.#kill.getAttribute("aria-disabled") === "true") return;
    const killed = { node: this.#node, at: performance.now() };
    this.#killed = killed;
    this.#enable();
    try {
      await killGateway(killed.node);
    } catch {
      notify(
        this,
        `${gatewayName(killed.node)} could not be killed. Is ./run cluster still there?`,
      );
      this.#killed = undefined;
      this.#enable();
    }
  }
}

customElements.define("parley-gateway", ParleyGateway);
