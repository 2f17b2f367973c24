import type { Device } from "../api-devices.js";

/** One step of the ladder: that device, or whichever the system takes. */
export type Rung = Device | undefined;

/** How far the app's constraints are given up, because no device meets them. */
export interface Loose {
  /** Names of constraints that are left out. */
  readonly without: readonly string[];
  /** 0: what is left is asked for as it stands; 1: as ideal values; 2: nothing is asked for. */
  readonly level: 0 | 1 | 2;
}

export const AS_WISHED: Loose = { without: [], level: 0 };

/**
 * What to open for `wish`: itself, one of the same group (another entry of the same headset), one
 * of the same name (browsers renew their ids), the system's default, any.
 */
export function ladder(wish: Rung, devices: readonly Device[]): readonly Rung[] {
  const known = devices.filter(({ deviceId }) => deviceId);
  const like = (key: keyof Device) =>
    known.filter((each) => wish?.[key] && each[key] === wish[key]);
  return [
    ...new Set([...like("deviceId"), ...like("groupId"), ...like("label"), undefined, ...known]),
  ];
}

/** The wished device itself, if it is there: by its id, or by its group and name. */
export function present(wish: Rung, devices: readonly Device[]): Rung {
  const { deviceId, groupId, label } = wish ?? { deviceId: "" };
  return (
    devices.find((each) => deviceId && each.deviceId === deviceId) ??
    devices.find((each) => label && each.label === label && each.groupId === groupId)
  );
}

/** `default` is the same entry as before, and another device, when its group is another. */
export const isSame = (one: Device, other: Device) =>
  one.deviceId === other.deviceId && (!other.groupId || one.groupId === other.groupId);

/** The next step down; undefined below the last. @param name of the constraint that is not met */
export function looser({ without, level }: Loose, name: string): Loose | undefined {
  if (name && level === 0 && !without.includes(name)) {
    return { without: [...without, name], level };
  }
  return level === 2 ? undefined : { without, level: level === 0 ? 1 : 2 };
}

/** What `getUserMedia` is asked for. @param wish the id to prefer where no device is named */
export function constraintsOf(
  base: MediaTrackConstraints | true,
  device: Rung,
  wish: Rung,
  { without, level }: Loose,
): MediaTrackConstraints | true {
  const asked: MediaTrackConstraints = {};
  if (base !== true && level < 2) {
    for (const [name, value] of Object.entries(base)) {
      if (!without.includes(name)) Object.assign(asked, { [name]: level ? ideal(value) : value });
    }
  }
  if (level) delete asked.advanced;
  if (device) asked.deviceId = { exact: device.deviceId };
  else if (wish?.deviceId) asked.deviceId = { ideal: wish.deviceId };
  return Object.keys(asked).length > 0 ? asked : true;
}

function ideal(value: unknown): unknown {
  const { exact, ideal: wanted, max, min } = (value ?? {}) as Record<string, unknown>;
  return exact ?? wanted ?? max ?? min ?? value;
}

/** The device that a constraint names. */
export function idIn(id: ConstrainDOMString | undefined): string | undefined {
  if (id === undefined || typeof id === "string") return id;
  if (Array.isArray(id)) return id[0];
  const { exact, ideal } = id as ConstrainDOMStringParameters;
  return idIn(exact ?? ideal);
}

/** Nothing but its id is known. */
export const nameless = (deviceId: string): Device => ({ deviceId, groupId: "", label: "" });

/** The device that a track comes from. */
export function deviceOf(track: MediaStreamTrack): Device {
  const { deviceId = "", groupId = "" } = track.getSettings();
  return { deviceId, groupId, label: track.label };
}
