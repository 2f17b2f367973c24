import { loadSettings, saveSettings } from "../settings.js";
import { el } from "./dom.js";
import { Switch } from "./switch.js";

/** Which sounds this device makes. */
export function soundSettings(): HTMLElement {
  return el("div", { class: "sounds" }, ringingSwitch(), knockingSwitch());
}

/** Of calls that come. */
export function ringingSwitch(): HTMLElement {
  const ringing = new Switch("Ringing sound", "When somebody calls you on this device.", (on) =>
    saveSettings({ ringSound: on }),
  );
  ringing.show(loadSettings().ringSound);
  return ringing.element;
}

function knockingSwitch(): HTMLElement {
  const text = "When somebody waits to be let in, and you may let them.";
  const knocking = new Switch("Knocking sound", text, (on) => saveSettings({ knockSound: on }));
  knocking.show(loadSettings().knockSound);
  return knocking.element;
}
