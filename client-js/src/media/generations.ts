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
 * Binds incoming candidates to the remote description that they belong to: a candidate reaches the
 * connection under the description of its own generation, or not at all. What comes ahead of its
 * description waits; so does what comes after its time, or belongs to an offer that was refused,
 * until it is pushed out.
 */
export class Generations {
  #current: ReadonlySet<string> = new Set();
  #waiting: CandidateBatch[] = [];

  /** A description with these fragments is being applied. Returns what waited for it. */
  enter(ufrags: ReadonlySet<string>): CandidateBatch[] {
    this.#current = ufrags;
    const ready = this.#waiting.filter(({ ufrag }) => ufrags.has(ufrag));
    this.#waiting = this.#waiting.filter((batch) => !ready.includes(batch));
    return ready;
  }

  /** True if the batch is to be applied now. */
  admits(batch: CandidateBatch): boolean {
    if (this.#current.has(batch.ufrag)) return true;
    this.#waiting = [...this.#waiting, batch].slice(-WAITING_LIMIT);
    return false;
  }
}
