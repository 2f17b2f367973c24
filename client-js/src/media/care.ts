import type { DetourFrame } from "../detour/frame.js";
import type { Way } from "../detour/way.js";
import { ParleyError } from "../errors.js";
import { isLinkWord } from "../signaling/aside.js";
import type { Ward, WardPort } from "./ward.js";

/** Milliseconds after which a file that did not come is asked for again. */
const AGAIN_MS = 2000;

let code: Promise<typeof import("./ward.js")> | undefined;

/** Begins to load what heals: a file of its own (`parley-heal.js`), as no join has to wait for it. */
export function loadWard(): Promise<typeof import("./ward.js")> {
  code ??= import("./ward.js").catch((error) => {
    code = undefined;
    throw error;
  });
  return code;
}

/** Looks after the paths to all people, from the moment on at which the code for that is here. */
export class Care {
  readonly #port: Omit<WardPort, "isWord" | "strange">;
  readonly #failed: (error: ParleyError) => void;
  #ward: Ward | undefined;
  #over = false;

  constructor(port: Omit<WardPort, "isWord" | "strange">, failed: (error: ParleyError) => void) {
    this.#port = port;
    this.#failed = failed;
    void this.#begin();
  }

  /** Something for a link came on a channel of `by`. What came too soon is said again. */
  hear(by: Way, frame: DetourFrame): void {
    this.#ward?.hear(by, frame);
  }

  close(): void {
    this.#over = true;
    this.#ward?.close();
  }

  async #begin(): Promise<void> {
    const loaded = await loadWard().catch(() => undefined);
    if (this.#over) return;
    const strange = () => this.#failed(stranger());
    if (loaded) this.#ward = new loaded.Ward({ ...this.#port, isWord: isLinkWord, strange });
    else this.#port.clock.after(AGAIN_MS, () => void this.#begin());
  }
}

const stranger = () =>
  new ParleyError(
    "wrong-fingerprint",
    "A description that came through somebody else shows another certificate.",
  );
