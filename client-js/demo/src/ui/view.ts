/**
 * The base of every element of the app: `open` builds the children when the element enters the
 * page, and whatever is handed to `owns` is closed when it leaves.
 */
export abstract class View extends HTMLElement {
  readonly #owned: (() => void)[] = [];

  connectedCallback(): void {
    this.open();
  }

  disconnectedCallback(): void {
    for (const close of this.#owned.splice(0).reverse()) close();
    this.replaceChildren();
  }

  protected abstract open(): void;

  protected owns(close: () => void): void {
    this.#owned.push(close);
  }

  /** Listens until this element leaves the page. */
  protected listen(target: EventTarget, type: string, listener: (event: Event) => void): void {
    target.addEventListener(type, listener);
    this.owns(() => target.removeEventListener(type, listener));
  }

  /** Calls `task` every `ms` milliseconds until this element leaves the page. */
  protected every(ms: number, task: () => void): void {
    const timer = setInterval(task, ms);
    this.owns(() => clearInterval(timer));
  }
}
