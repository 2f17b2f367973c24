/** Signal `candidates`: those of one ICE generation of the sender, in the order found. */
export interface CandidateBatch {
  /** The generation: the user fragment of the sender's description (RFC 8839 5.4). */
  readonly ufrag: string;
  readonly candidates: readonly RTCIceCandidateInit[];
  /** No more will come in this generation (RFC 8838 13). */
  readonly end?: true;
}

const WAITING_LIMIT = 64; // batches; more than any peer sends ahead of its description

/**
 * Binds incoming candidates to the remote description that they belong to. What comes ahead of its
 * description waits; what belongs to a description that was replaced or refused is dropped, so a
 * late candidate of an older generation never reaches the connection.
 */
export class Generations {
  #current: ReadonlySet<string> = new Set();
  readonly #dead = new Set<string>();
  #waiting: CandidateBatch[] = [];

  /** A description with these fragments is being applied. Returns what waited for it. */
  enter(ufrags: ReadonlySet<string>): CandidateBatch[] {
    for (const ufrag of this.#current) this.#dead.add(ufrag);
    for (const ufrag of ufrags) this.#dead.delete(ufrag);
    this.#current = ufrags;
    const ready = this.#waiting.filter(({ ufrag }) => ufrags.has(ufrag));
    this.#waiting = this.#waiting.filter(({ ufrag }) => !ufrags.has(ufrag));
    return ready;
  }

  /** A description with these fragments was refused: an offer in a collision, a stale answer. */
  refuse(ufrags: ReadonlySet<string>): void {
    for (const ufrag of ufrags) if (!this.#current.has(ufrag)) this.#dead.add(ufrag);
    this.#waiting = this.#waiting.filter(({ ufrag }) => !this.#dead.has(ufrag));
  }

  /** True if the batch is to be applied now; else it waits or is dropped. */
  admits(batch: CandidateBatch): boolean {
    if (this.#current.has(batch.ufrag)) return true;
    if (!this.#dead.has(batch.ufrag)) {
      this.#waiting.push(batch);
      if (this.#waiting.length > WAITING_LIMIT) this.#waiting.shift();
    }
    return false;
  }
}
