import type { Device } from "../api-devices.js";
import {
  type Again,
  type Around,
  DEVICE_TIMES,
  type DeviceAction,
  type DeviceEvent,
  type DeviceStep,
  type Keeping,
  type Live,
  type Opening,
  type Phase,
  type Quest,
} from "./keeping.js";
import { AS_WISHED, isSame, type Loose, ladder, looser, present, type Rung } from "./ladder.js";

export const UNWANTED: Keeping = { wish: undefined, phase: { at: "off" } };

/** Only the user can change these: neither another device nor another try helps. */
const FINAL = ["permission-denied", "system-denied", "insecure-context", "unsupported"];

/** One step: what follows from `event`, and what is to be done. */
export function next(keeping: Keeping, event: DeviceEvent, around: Around): DeviceStep {
  const { phase } = keeping;
  const live = phase.at === "live" ? phase : undefined;
  switch (event.type) {
    case "want":
      return ask(wishing(keeping, event.device), { why: "wanted", revived: false, back: live });
    case "release":
      return to(wishing(keeping, event.device), { at: "off" });
    case "opened":
      return phase.at === "opening" ? opened(keeping, phase, event.device) : to(keeping);
    case "failed":
      return phase.at === "opening" ? failed(keeping, phase, event, around.now) : to(keeping);
    case "ended":
      return live ? ask(keeping, { why: "lost", revived: false }) : to(keeping);
    case "muted":
      return live ? to(keeping, { ...live, muted: around.now }) : to(keeping);
    case "unmuted":
      return live ? to(keeping, calm({ ...live, muted: undefined }, "interrupted")) : to(keeping);
    case "plugged":
      return to({ ...keeping, list: around.now + DEVICE_TIMES.settle });
    case "listed":
      return listed(keeping, event.devices);
    case "granted":
      return phase.at === "waiting" && phase.trouble === "permission-denied"
        ? ask(keeping, { why: "allowed", revived: false })
        : to(keeping);
    case "gave":
      return live ? gave(keeping, live, event.nothing, around) : to(keeping);
    case "tick":
      return tick(keeping, around);
    default:
      return event satisfies never;
  }
}

/** When a `tick` is due; Infinity: never. */
export function due({ phase, list = Number.POSITIVE_INFINITY }: Keeping, visible: boolean): number {
  if (phase.at === "waiting") return Math.min(list, phase.again?.at ?? list);
  if (phase.at !== "live" || phase.muted === undefined) return list;
  if (phase.trouble !== "interrupted")
    return Math.min(list, phase.muted + DEVICE_TIMES.interrupted);
  return visible && !phase.revived ? Math.min(list, phase.muted + DEVICE_TIMES.stuck) : list;
}

const wishing = (keeping: Keeping, wish: Rung): Keeping => (wish ? { ...keeping, wish } : keeping);

const to = (
  keeping: Keeping,
  phase: Phase = keeping.phase,
  actions: readonly DeviceAction[] = [],
): DeviceStep => ({ keeping: { ...keeping, phase }, actions });

function ask(keeping: Keeping, quest: Quest): DeviceStep {
  return to({ ...keeping, list: undefined }, { ...quest, at: "asking" }, [{ do: "list" }]);
}

function open(
  keeping: Keeping,
  quest: Quest & { readonly plan: readonly Rung[]; readonly loose?: Loose },
): DeviceStep {
  const opening: Opening = { loose: AS_WISHED, ...quest, at: "opening" };
  const { plan, loose, back, why } = opening;
  const asked = why === "wanted";
  return to(keeping, opening, [{ do: "open", rung: plan[0], loose, close: !back, asked }]);
}

/** What was opened first is what its user has got used to; of what is wished more is known now. */
function opened(keeping: Keeping, { why, revived }: Opening, device: Device): DeviceStep {
  const deviceId = keeping.wish?.deviceId || device.deviceId;
  const wish = deviceId === device.deviceId ? device : keeping.wish;
  return to({ ...keeping, wish }, { at: "live", device, why, revived });
}

function failed(
  keeping: Keeping,
  opening: Opening,
  { code, constraint }: { readonly code: string; readonly constraint: string },
  now: number,
): DeviceStep {
  const { plan, busy = 0, back, why } = opening;
  if (code === "constraints-unmet" && constraint !== "deviceId") {
    const loose = looser(opening.loose, constraint);
    if (loose) return open(keeping, { ...opening, loose });
  }
  const trouble = opening.trouble ?? (code === "constraints-unmet" ? undefined : code);
  const told = { ...opening, trouble };
  if (code === "device-busy") {
    // Some machines open one camera at a time: then ours is in the way.
    if (back) return open(keeping, { ...told, back: undefined });
    const pause = DEVICE_TIMES.busy[busy];
    if (pause !== undefined)
      return wait(keeping, told, { at: now + pause, opening: { ...told, busy: busy + 1 } });
  }
  if (back) return to(why === "wanted" ? { ...keeping, wish: back.device } : keeping, back);
  if (FINAL.includes(code)) return wait(keeping, { ...told, trouble: code });
  const rest = plan.slice(1);
  if (rest.length > 0) return open(keeping, { ...told, plan: rest, loose: AS_WISHED });
  return wait(keeping, told);
}

function wait(keeping: Keeping, quest: Opening, again?: Again): DeviceStep {
  const { why, revived, trouble = "constraints-unmet" } = quest;
  return to(keeping, { at: "waiting", why, revived, trouble, again });
}

function listed(keeping: Keeping, devices: readonly Device[]): DeviceStep {
  const { wish, phase } = keeping;
  const wished = present(wish, devices);
  const plan = ladder(wish, devices);
  // As long as one is in use, only what was asked for is better.
  if (phase.at === "asking")
    return open(keeping, { ...phase, plan: phase.back ? [wished ?? wish] : plan });
  if (phase.at === "waiting" && devices.length > 0 && !FINAL.includes(phase.trouble))
    return open(keeping, { why: "back", revived: false, plan });
  if (phase.at !== "live") return to(keeping);
  if (!wished || isSame(wished, phase.device)) return to(keeping);
  return open(keeping, { why: "back", revived: false, plan: [wished], back: phase });
}

function gave(keeping: Keeping, live: Live, nothing: boolean, { now, kind }: Around): DeviceStep {
  if (!nothing) return to(keeping, calm({ ...live, flat: undefined }, "silent"));
  const flat = live.flat ?? now;
  if (now - flat < DEVICE_TIMES.flat[kind] || live.trouble) return to(keeping, { ...live, flat });
  return live.revived
    ? to(keeping, { ...live, flat, trouble: "silent" })
    : ask(keeping, { why: "stuck", revived: true });
}

const calm = (live: Live, trouble: Live["trouble"]): Live =>
  live.trouble === trouble ? { ...live, trouble: undefined } : live;

function tick(keeping: Keeping, { now, visible }: Around): DeviceStep {
  const { phase, list } = keeping;
  if (list !== undefined && now >= list)
    return to({ ...keeping, list: undefined }, phase, [{ do: "list" }]);
  if (phase.at === "waiting" && phase.again && now >= phase.again.at)
    return open(keeping, phase.again.opening);
  if (phase.at !== "live" || phase.muted === undefined) return to(keeping);
  const held = now - phase.muted;
  if (held >= DEVICE_TIMES.stuck && visible && !phase.revived)
    return ask(keeping, { why: "stuck", revived: true });
  return held >= DEVICE_TIMES.interrupted
    ? to(keeping, { ...phase, trouble: "interrupted" })
    : to(keeping);
}
