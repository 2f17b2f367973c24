/** Loudness of audio tracks, measured in this page, and its one AudioContext. */
let shared: AudioContext | undefined;

/** Browsers start audio only after a gesture: the first click or key wakes a sleeping context. */
export function audioContext(): AudioContext {
  if (shared) return shared;
  const context = new AudioContext();
  const wake = () => {
    if (context.state === "suspended") context.resume().catch(() => undefined);
  };
  for (const gesture of ["pointerdown", "keydown"]) document.addEventListener(gesture, wake);
  shared = context;
  return context;
}

const SAMPLES = 1024;
/** What counts as silence and as full scale on the meter, in dBFS. */
const SILENCE = -60;
const LOUD = -12;

/** Root mean square of samples in [-1, 1] as a meter's deflection: 0 is silence, 1 is loud. */
export function deflection(samples: Float32Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  const decibels = 10 * Math.log10(sum / samples.length);
  return Math.min(1, Math.max(0, (decibels - SILENCE) / (LOUD - SILENCE)));
}

/** Listens to one track without playing it. */
export class LevelProbe {
  readonly track: MediaStreamTrack;
  readonly #source: MediaStreamAudioSourceNode;
  readonly #analyser: AnalyserNode;
  readonly #samples = new Float32Array(SAMPLES);

  constructor(track: MediaStreamTrack) {
    const context = audioContext();
    this.track = track;
    this.#source = context.createMediaStreamSource(new MediaStream([track]));
    this.#analyser = new AnalyserNode(context, { fftSize: SAMPLES });
    this.#source.connect(this.#analyser);
  }

  /** The present level, 0 to 1. */
  read(): number {
    if (!this.track.enabled) return 0;
    this.#analyser.getFloatTimeDomainData(this.#samples);
    return deflection(this.#samples);
  }

  close(): void {
    this.#source.disconnect();
  }
}
