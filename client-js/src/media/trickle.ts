import { after } from "../timers.js";
import type { CandidateBatch } from "./generations.js";
import { ufragsOf } from "./sdp.js";

const BATCH_MS = 25; // host candidates of one gathering come within this: one signal, not ten

/**
 * Sends the local candidates of `pc` in batches, a batch for each generation, and the end of each
 * generation. Those of a generation that a rollback or a restart has ended meanwhile are not sent.
 */
export function trickle(pc: RTCPeerConnection, send: (batch: CandidateBatch) => void): void {
  const present = () => [...ufragsOf(pc.localDescription?.sdp ?? "")];
  let found = new Map<string, { candidates: RTCIceCandidateInit[]; end?: true }>();

  const flush = () => {
    const batches = found;
    found = new Map();
    const generations = present();
    for (const [ufrag, batch] of batches) {
      if (generations.includes(ufrag)) send({ ufrag, ...batch });
    }
  };

  // `null` ends the gathering; an empty candidate, which some browsers add, ends one section's.
  pc.addEventListener("icecandidate", ({ candidate }) => {
    const ufrag = candidate?.usernameFragment ?? present().at(-1);
    if (!ufrag || candidate?.candidate === "") return;
    if (found.size === 0) after(BATCH_MS, flush);
    const batch = found.get(ufrag) ?? { candidates: [] };
    found.set(ufrag, batch);
    if (candidate) batch.candidates.push(candidate.toJSON());
    else batch.end = true;
  });
}
