import { nameOf } from "../call/person.js";
import type { Transfer } from "../sdk.js";

const UNITS = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;

/** A size for people: `1.5 MB`. */
export function sizeText(bytes: number): string {
  const step = Math.min(UNITS.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  const unit = UNITS[step] ?? "byte";
  const maximumFractionDigits = step === 0 ? 0 : 1;
  const unitDisplay = step === 0 ? "long" : "short";
  const format = { style: "unit", unit, unitDisplay, maximumFractionDigits } as const;
  return new Intl.NumberFormat("en", format).format(bytes / 1000 ** step);
}

const REASONS: Readonly<Record<string, string>> = {
  gone: "they left",
  "too-large": "it is too large for them",
  "too-many": "too many files wait for them",
  changed: "the file was changed meanwhile",
  unreadable: "the file cannot be read any more",
  corrupt: "it arrived damaged",
  "bad-data": "it was not what was offered",
  storage: "there is no room to store it",
};

/** Whom it is to or from: `to Ada`. */
export function partyText({ direction, peer }: Transfer): string {
  return direction === "out" ? `to ${nameOf(peer)}` : `from ${nameOf(peer)}`;
}

/** How it stands with a transfer, in words. */
export function stateText(transfer: Transfer): string {
  const { direction, state, bytes, size, reason, peer } = transfer;
  switch (state) {
    case "offered":
      return direction === "out" ? "Waiting for an answer" : sizeText(size);
    case "running": {
      const share = `${sizeText(bytes)} of ${sizeText(size)}`;
      return peer.connection === "connected" ? share : `${share}, waiting for the connection`;
    }
    case "done":
      return direction === "out" ? "Sent" : `${sizeText(size)}, complete`;
    case "declined":
      return "Declined";
    case "cancelled":
      return "Cancelled";
    case "failed":
      return `Failed: ${REASONS[reason ?? ""] ?? "it could not be sent"}`;
    default:
      return state satisfies never;
  }
}
