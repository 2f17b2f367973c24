import type { Kind } from "./local-media.js";

/** What stands in the way, and what the person can do about it. */
export interface Problem {
  readonly title: string;
  readonly advice: string;
}

/** The sentences for a device that does not open, or for both at once. */
function problemOf(kinds: readonly Kind[], trouble: string): Problem {
  const name = kinds.length > 1 ? "camera and microphone" : (kinds[0] ?? "camera");
  const are = kinds.length > 1 ? "are" : "is";
  return (TEXTS[trouble] ?? FAILED)(name, are);
}

/** The same of one device, in one line. */
export function problemText(kind: Kind, trouble: string): string {
  const { title, advice } = problemOf([kind], trouble);
  return `${title}. ${advice}`;
}

type Text = (name: string, are: string) => Problem;

const FAILED: Text = (name) => ({
  title: `Your ${name} did not start`,
  advice: "Unplug it and plug it in again, or pick another device, then try again.",
});

const INSECURE: Text = (name) => ({
  title: `This page may not use your ${name}`,
  advice:
    "Browsers allow it on secure pages only. Open the link with https://, or on this computer as http://localhost. You can join without and still see, hear and write.",
});

/** By the SDK's words for what is wrong. */
const TEXTS: Readonly<Record<string, Text>> = {
  "insecure-context": INSECURE,
  unsupported: INSECURE,
  "permission-denied": (name, are) => ({
    title: `Your ${name} ${are} blocked`,
    advice:
      "Click the camera or lock sign beside the address, allow access for this page, then try again. You can also join without.",
  }),
  "system-denied": (name, are) => ({
    title: `Your computer blocks the ${name}`,
    advice: `The ${name} ${are} switched off for this browser in the system's privacy settings. Allow it there, then try again.`,
  }),
  "no-device": (name) => ({
    title: `No ${name} found`,
    advice: "Plug one in and it will be used at once. You can also join without.",
  }),
  "device-busy": (name, are) => ({
    title: `Your ${name} ${are} busy`,
    advice:
      "Another app or browser tab is using it. Close that one; it is tried again by itself for a while, or when you try again.",
  }),
};

/** Troubles of the same cause told once: the camera and the microphone are mostly blocked together. */
export function problemsOf(troubles: Partial<Record<Kind, string>>): Problem[] {
  const { microphone, camera } = troubles;
  if (microphone && microphone === camera) return [problemOf(["camera", "microphone"], camera)];
  const problems: Problem[] = [];
  if (camera) problems.push(problemOf(["camera"], camera));
  if (microphone) problems.push(problemOf(["microphone"], microphone));
  return problems;
}
