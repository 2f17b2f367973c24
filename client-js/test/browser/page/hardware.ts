type Input = "audioinput" | "videoinput";

/** One device of the shim, and the tracks that are open on it. */
interface Plugged {
  readonly kind: Input;
  readonly deviceId: string;
  readonly groupId: string;
  readonly label: string;
  readonly tracks: MediaStreamTrack[];
  /** It gives nothing, though it is live. */
  dead: boolean;
}

/**
 * A shim of `navigator.mediaDevices`: the page's devices are these, so that a test can unplug,
 * freeze and break them. What they give is real: a tone, or a picture that moves.
 */
export class Hardware {
  /** What was asked for, one line for each `getUserMedia`. */
  readonly asked: string[] = [];
  /** Names of errors by device id. */
  readonly errors = new Map<string, string>();
  #plugged: Plugged[] = [];
  readonly #audio = new AudioContext();

  /** Takes the place of the page's devices. */
  constructor(...ids: string[]) {
    this.plug(...ids);
    Object.assign(navigator.mediaDevices, {
      enumerateDevices: async () => [...this.#plugged],
      getUserMedia: async (wish: MediaStreamConstraints) => this.#open(wish),
    });
  }

  /** `mic…` are microphones, all others cameras. */
  plug(...ids: string[]): void {
    for (const id of ids) {
      const kind = id.startsWith("mic") ? "audioinput" : "videoinput";
      const named = { deviceId: id, groupId: `group of ${id}`, label: `Test ${id}` };
      this.#plugged.push({ kind, ...named, tracks: [], dead: false });
    }
    this.#changed();
  }

  unplug(id: string): void {
    const gone = this.#of(id);
    this.#plugged = this.#plugged.filter((each) => each !== gone);
    for (const track of gone.tracks.filter(({ readyState }) => readyState === "live")) {
      track.stop();
      track.dispatchEvent(new Event("ended"));
    }
    this.#changed();
  }

  /** It stays live and gives nothing any more, or something again. */
  die(id: string, dead = true): void {
    this.#of(id).dead = dead;
  }

  /** The system holds it back, or lets it go on. */
  hold(id: string, muted: boolean): void {
    for (const track of this.#of(id).tracks) {
      Object.defineProperty(track, "muted", { configurable: true, value: muted });
      track.dispatchEvent(new Event(muted ? "mute" : "unmute"));
    }
  }

  #of(id: string): Plugged {
    const found = this.#plugged.find(({ deviceId }) => deviceId === id);
    if (!found) throw new Error(`${id} is not plugged in`);
    return found;
  }

  #changed(): void {
    navigator.mediaDevices.dispatchEvent(new Event("devicechange"));
  }

  #open(wish: MediaStreamConstraints): MediaStream {
    this.asked.push(JSON.stringify(wish));
    const kinds = (["audio", "video"] as const).filter((kind) => wish[kind]);
    return new MediaStream(kinds.map((kind) => this.#track(kind, wish[kind])));
  }

  #track(kind: "audio" | "video", wish: MediaTrackConstraints | boolean | undefined) {
    const all = this.#plugged.filter((each) => each.kind === `${kind}input`);
    if (all.length === 0) throw new DOMException("", "NotFoundError");
    const { deviceId } = typeof wish === "object" ? wish : {};
    const { exact, ideal } = (deviceId ?? {}) as ConstrainDOMStringParameters;
    const found = all.find((each) => each.deviceId === (exact ?? ideal));
    if (exact && !found)
      throw Object.assign(new DOMException("", "OverconstrainedError"), { constraint: "deviceId" });
    const device = found ?? (all[0] as Plugged);
    const error = this.errors.get(device.deviceId);
    if (error) throw new DOMException("", error);
    const track = kind === "audio" ? this.#tone(device) : picture(device);
    const { groupId, label } = device;
    Object.defineProperty(track, "label", { value: label });
    Object.assign(track, { getSettings: () => ({ deviceId: device.deviceId, groupId }) });
    device.tracks.push(track);
    return track;
  }

  #tone(device: Plugged): MediaStreamTrack {
    const loudness = new GainNode(this.#audio, { gain: 0.3 });
    const ear = new MediaStreamAudioDestinationNode(this.#audio);
    const tone = new OscillatorNode(this.#audio, { frequency: 300 });
    tone.connect(loudness).connect(ear);
    tone.start();
    const [track] = ear.stream.getAudioTracks();
    if (!track) throw new Error("no tone");
    whileLive(track, () => {
      loudness.gain.value = device.dead ? 0 : 0.3;
    });
    return track;
  }
}

function picture(device: Plugged): MediaStreamTrack {
  const canvas = Object.assign(document.createElement("canvas"), { width: 320, height: 240 });
  const paint = canvas.getContext("2d");
  const [track] = canvas.captureStream(15).getVideoTracks();
  if (!paint || !track) throw new Error("no picture");
  let step = 0;
  whileLive(track, () => {
    if (device.dead) return;
    paint.fillStyle = `hsl(${step++ * 9} 80% 50%)`;
    paint.fillRect(0, 0, 320, 240);
  });
  return track;
}

/** Does `step` again and again while the track lives. */
function whileLive(track: MediaStreamTrack, step: () => void): void {
  const timer = setInterval(() => {
    if (track.readyState === "live") step();
    else clearInterval(timer);
  }, 60);
  step();
}
