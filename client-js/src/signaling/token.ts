import { ParleyError } from "../errors.js";

/** What the app gives to prove who is here: a text, or a function that makes one that is fresh. */
export type TokenSource = string | (() => Promise<string>);

/** The newest token, and how to come by the next. */
export class Token {
  value: string | undefined;
  readonly #source: TokenSource | undefined;

  constructor(source: TokenSource | undefined) {
    this.#source = source;
    if (typeof source === "string") this.value = source;
  }

  /**
   * Asks for a fresh one, if it can be asked for.
   *
   * @returns whether there is one now
   * @throws ParleyError `no-token` when the app could not make one
   */
  async renew(): Promise<boolean> {
    if (typeof this.#source !== "function") return false;
    try {
      this.value = await this.#source();
      return true;
    } catch (cause) {
      throw new ParleyError("no-token", "There is no fresh token.", true, { cause });
    }
  }

  /**
   * Gets a fresh one, and hands it in.
   *
   * @returns false where there is none; `failed` is told why, if somebody was asked
   */
  async replace(
    hand: (token: string) => unknown,
    failed: (error: ParleyError) => void,
  ): Promise<boolean> {
    try {
      const fresh = await this.renew();
      if (fresh && this.value !== undefined) await hand(this.value);
      return fresh;
    } catch (error) {
      failed(error as ParleyError);
      return false;
    }
  }
}
