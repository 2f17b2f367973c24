import { loadSettings } from "../settings.js";
import { audioContext } from "./audio.js";

/** A note: Hz, and when it begins and how long it sounds, in s. */
interface Note {
  readonly pitch: number;
  readonly at: number;
  readonly length: number;
}

const VOLUME = 0.16;

/** `ringing`: somebody calls; `calling`: one hears that it rings there. */
const TUNES = {
  knock: [
    { pitch: 392, at: 0, length: 0.16 },
    { pitch: 523.25, at: 0.14, length: 0.28 },
  ],
  ringing: [
    { pitch: 523.25, at: 0, length: 0.3 },
    { pitch: 659.25, at: 0.2, length: 0.3 },
    { pitch: 783.99, at: 0.4, length: 0.3 },
    { pitch: 659.25, at: 0.6, length: 0.5 },
  ],
  calling: [{ pitch: 440, at: 0, length: 0.9 }],
} as const satisfies Record<string, readonly Note[]>;

export type Tune = keyof typeof TUNES;

/** The ringing repeats after this many ms. */
const REPEAT_MS = 2800;

/** Plays a tune once, if the person wants to hear it: knocks are silent unless they are asked for. */
export function chime(tune: Tune): void {
  const { knockSound, ringSound } = loadSettings();
  if (tune === "knock" ? knockSound : ringSound) for (const note of TUNES[tune]) play(note);
}

/** Plays a tune again and again; returns how to stop. */
export function ring(tune: Exclude<Tune, "knock">): () => void {
  chime(tune);
  const timer = setInterval(() => chime(tune), REPEAT_MS);
  return () => clearInterval(timer);
}

/** A sine that swells and dies away, so that nothing clicks. */
function play({ pitch, at, length }: Note): void {
  const context = audioContext();
  if (context.state !== "running") return; // it would sound later, when nothing rings any more
  const begin = context.currentTime + at;
  const tone = new OscillatorNode(context, { frequency: pitch });
  const gain = new GainNode(context, { gain: 0 });
  gain.gain.setTargetAtTime(VOLUME, begin, 0.015);
  gain.gain.setTargetAtTime(0, begin + length * 0.4, length * 0.25);
  tone.connect(gain).connect(context.destination);
  tone.start(begin);
  tone.stop(begin + length * 2);
}
