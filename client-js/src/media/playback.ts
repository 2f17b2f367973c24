/** What the browser counts as a gesture of the user (HTML 6.4.2), if something comes of it. */
const GESTURES = ["pointerdown", "pointerup", "keydown"];

/** Plays people, also where the browser lets nothing be heard before the first gesture. */
export class Playback {
  readonly #refused = new Set<HTMLMediaElement>();
  readonly #tell: (blocked: boolean) => void;
  #listening = new AbortController();

  /** @param tell when the first is refused, and when all play */
  constructor(tell: (blocked: boolean) => void) {
    this.#tell = tell;
  }

  /** What is refused plays without sound until the next gesture: pictures are never refused. */
  async play(element: HTMLMediaElement): Promise<void> {
    try {
      await element.play();
    } catch (error) {
      // Anything else: another stream came meanwhile, and is played in its turn.
      if ((error as Error).name === "NotAllowedError" && !element.muted) this.#hold(element);
    }
  }

  /** To be called in a gesture. What is refused again is held again. */
  async resume(): Promise<void> {
    const held = [...this.#refused];
    this.close();
    const again = (element: HTMLMediaElement) => {
      element.muted = false;
      return this.play(element);
    };
    await Promise.all(held.map(again));
    if (held.length > 0 && this.#refused.size === 0) this.#tell(false);
  }

  close(): void {
    this.#listening.abort();
    this.#refused.clear();
  }

  #hold(element: HTMLMediaElement): void {
    element.muted = true;
    void element.play().catch(() => {});
    this.#refused.add(element);
    if (this.#refused.size > 1) return;
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    const resume = () => void this.resume();
    for (const type of GESTURES) addEventListener(type, resume, { signal, capture: true });
    this.#tell(true);
  }
}
