/** On the data channel: one chat text. `n` counts from 1 between two pages, each way. */
export interface ChatFrame {
  readonly type: "chat";
  readonly n: number;
  readonly id: string;
  readonly text: string;
  readonly at: number;
  /** The receiver's session id, if it is for them alone. */
  readonly to?: string;
}

/** On the data channel: all letters up to `n` have arrived. */
export interface AckFrame {
  readonly type: "ack";
  readonly n: number;
}

/** As it is given to the mailbox. */
export type Letter<T> = T extends unknown ? Omit<T, "n"> : never;

export interface MailboxPort<T> {
  say(frame: T | AckFrame): void;
  deliver(frame: T): void;
}

/**
 * The letters between this page and one person, whatever connection carries them. Each is kept
 * until the other page acknowledged it and told again on the next connection; the number makes a
 * second copy harmless. Numbering begins anew with a page that was reloaded: it has forgotten
 * everything.
 */
export class Mailbox<T extends { readonly n: number }> {
  readonly #port: MailboxPort<T>;
  #kept: T[] = [];
  #sent = 0;
  #heard = 0;
  #page = "";
  #open = false;

  constructor(port: MailboxPort<T>) {
    this.#port = port;
  }

  /** How many are not acknowledged. */
  get waiting(): number {
    return this.#kept.length;
  }

  post(letter: Letter<T>): void {
    const frame = { ...letter, n: ++this.#sent } as unknown as T;
    this.#kept.push(frame);
    if (this.#open) this.#port.say(frame);
  }

  /** A channel to that page stands; `fresh` unless it is the one that was open already. */
  open(page: string, fresh: boolean): void {
    if (page !== this.#page) {
      this.#page = page;
      this.#heard = 0;
      this.#kept = this.#kept.map((frame, index) => ({ ...frame, n: index + 1 }));
      this.#sent = this.#kept.length;
    } else if (!fresh) {
      return;
    }
    this.#open = true;
    for (const frame of this.#kept) this.#port.say(frame);
  }

  close(): void {
    this.#open = false;
  }

  /** What is not next was heard before: a new channel begins with the oldest letter kept. */
  hear(frame: T): void {
    if (frame.n === this.#heard + 1) {
      this.#heard = frame.n;
      this.#port.deliver(frame);
    }
    this.#port.say({ type: "ack", n: this.#heard });
  }

  acknowledged({ n }: AckFrame): void {
    this.#kept = this.#kept.filter((frame) => frame.n > n);
  }
}
