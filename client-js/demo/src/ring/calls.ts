import { isRoomName, suggestRoomName } from "../names.js";
import { codeOf, type IncomingRing, type OutgoingRing } from "../sdk.js";
import { loadSettings } from "../settings.js";
import { setText } from "../ui/dom.js";
import { notify } from "../ui/toasts.js";
import { answer, openRing, type RingDialog } from "./dialog.js";
import type { Reach } from "./reach.js";
import { callerName, endText, missedText, refusalText } from "./words.js";

export interface CallsPort {
  /** Dialogs open, and news are told, there. */
  readonly page: Element;
  readonly reach: Pick<Reach, "ring">;
  /** Whether the person is in a call now. */
  inCall(): boolean;
  /** Into that room, out of the present one. */
  enter(room: string): void;
}

/** Calls that ring, in and out: each is a dialog until it is answered, refused, or over. */
export class Calls {
  readonly #port: CallsPort;

  constructor(port: CallsPort) {
    this.#port = port;
  }

  /** Somebody calls. Who does not want to be disturbed is busy without a word. */
  incoming(ring: IncomingRing): void {
    if (loadSettings().mood === "quiet") return void ring.busy().catch(() => undefined);
    const name = callerName(ring.values, ring.from.user);
    const user = name === ring.from.user ? "" : ` (${ring.from.user})`;
    const { page } = this.#port;
    const rest = this.#port.inCall() ? " Answering leaves this call." : "";
    let answered = false;
    const close = () => dialog.element.close();
    const dialog = openRing(
      page,
      { title: name, about: `calls you${user}.${rest}`, tune: "ringing" },
      () => {
        if (!answered) ring.busy().catch(() => undefined);
      },
    );
    const say = (reply: () => Promise<void>) => {
      answered = true;
      close();
      return reply().catch(() => notify(page, "The call is over already."));
    };
    const accept = answer("call", "Answer", "good", () => {
      answered = true;
      close();
      this.#accept(ring);
    });
    const decline = answer("leave", "Decline", "grave", () => void say(() => ring.decline()));
    const busy = answer("close", "Busy", "calm", () => void say(() => ring.busy()));
    busy.title = "Only this page stops ringing";
    dialog.buttons.append(decline, busy, accept);
    accept.focus();
    ring.ended.then((end) => {
      if (answered) return;
      answered = true;
      close();
      const text = missedText(name, end);
      if (text) notify(page, text);
    });
  }

  /** Calls somebody into a room of its own. */
  async outgoing(user: string): Promise<void> {
    const room = suggestRoomName();
    let ring: OutgoingRing | undefined;
    const dialog = openRing(
      this.#port.page,
      { title: user, about: "Calling …", tune: "calling" },
      () => void ring?.cancel().catch(() => undefined),
    );
    const cancel = answer("leave", "Cancel", "grave", () => dialog.element.close());
    dialog.buttons.append(cancel);
    try {
      ring = await this.#port.reach.ring(user, room);
    } catch (error) {
      return this.#over(dialog, user, refusalText(user, codeOf(error)));
    }
    if (!ring) return dialog.element.close();
    if (!dialog.element.isConnected) return void ring.cancel().catch(() => undefined);
    const end = await ring.ended;
    ring = undefined;
    if (end.reason === "accepted") {
      dialog.element.close();
      return this.#port.enter(room);
    }
    this.#over(dialog, user, endText(user, end) ?? "The call is over.");
  }

  async #accept(ring: IncomingRing): Promise<void> {
    try {
      await ring.accept();
    } catch (error) {
      const over = codeOf(error) === "ring-over";
      const text = over ? "The call is over already." : "The call could not be answered.";
      return notify(this.#port.page, text);
    }
    if (isRoomName(ring.room)) this.#port.enter(ring.room);
  }

  /** It did not come about: says so, and offers another try. */
  #over({ element, line, buttons, silence }: RingDialog, user: string, text: string): void {
    if (!element.isConnected) return;
    silence();
    setText(line, text);
    const again = answer("call", "Call again", "good", () => {
      element.close();
      void this.outgoing(user);
    });
    const close = answer("close", "Close", "calm", () => element.close());
    buttons.replaceChildren(close, again);
    close.focus();
  }
}
