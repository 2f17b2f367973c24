/** The app's icons: strokes on a 24 × 24 sheet, in the colour of the text around them. */
const PATHS = {
  microphone: ["M9 6a3 3 0 0 1 6 0v5a3 3 0 0 1-6 0z", "M5.5 11a6.5 6.5 0 0 0 13 0", "M12 17.5V21"],
  "microphone-off": [
    "M9 9.5V11a3 3 0 0 0 4.6 2.5",
    "M15 10.5V6a3 3 0 0 0-5.6-1.5",
    "M5.5 11a6.5 6.5 0 0 0 10.2 5.3",
    "M18.5 11a6.4 6.4 0 0 1-.7 2.9",
    "M12 17.5V21",
    "M4 3l16 18",
  ],
  camera: [
    "M5 6.5h8a2 2 0 0 1 2 2v7a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2v-7a2 2 0 0 1 2-2z",
    "M15 11l6-3.5v9L15 13",
  ],
  "camera-off": [
    "M9 6.5h4a2 2 0 0 1 2 2v4",
    "M14.6 16.7a2 2 0 0 1-1.6.8H5a2 2 0 0 1-2-2v-7a2 2 0 0 1 1.6-2",
    "M15 11l6-3.5v9l-4-2.3",
    "M4 3l16 18",
  ],
  speaker: ["M4 9.5h3.5L12 6v12l-4.5-3.5H4z", "M15.5 9a4 4 0 0 1 0 6", "M18 6.5a8 8 0 0 1 0 11"],
  chat: [
    "M5 5h14a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2h-7l-5 4v-4H5a2 2 0 0 1-2-2V7a2 2 0 0 1 2-2z",
    "M8 9.5h8",
    "M8 12.8h5",
  ],
  people: [
    "M9 11.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7z",
    "M2.5 20a6.5 6.5 0 0 1 13 0",
    "M16 5a3.3 3.3 0 0 1 0 6.2",
    "M18 14.4a6.3 6.3 0 0 1 3.5 5.6",
  ],
  invite: [
    "M10 13.5a4 4 0 0 0 5.8.2l3-3a4 4 0 0 0-5.7-5.7l-1.3 1.3",
    "M14 10.5a4 4 0 0 0-5.8-.2l-3 3a4 4 0 0 0 5.7 5.7l1.3-1.3",
  ],
  devices: [
    "M4 7h9",
    "M17 7h3",
    "M4 17h3",
    "M11 17h9",
    "M15 9.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4z",
    "M9 19.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4z",
  ],
  leave: [
    "M2.6 13c0-5.7 18.8-5.7 18.8 0v1.5a1.6 1.6 0 0 1-1.9 1.5l-2.9-.6a1.6 1.6 0 0 1-1.2-1.6v-1.7a14 14 0 0 0-6.8 0v1.7a1.6 1.6 0 0 1-1.2 1.6l-2.9.6A1.6 1.6 0 0 1 2.6 14.5z",
  ],
  copy: [
    "M10 8h9a1.5 1.5 0 0 1 1.5 1.5V19a1.5 1.5 0 0 1-1.5 1.5h-9A1.5 1.5 0 0 1 8.5 19V9.5A1.5 1.5 0 0 1 10 8z",
    "M15.5 8V5A1.5 1.5 0 0 0 14 3.5H5A1.5 1.5 0 0 0 3.5 5v9A1.5 1.5 0 0 0 5 15.5h3.5",
  ],
  kill: ["M13.5 3L5 13.5h6L10 21l8.5-10.5h-6z"],
  check: ["M4.5 12.5l5 5L20 7"],
  close: ["M6 6l12 12", "M18 6L6 18"],
  send: ["M4 12L20.5 4.5 15 20l-3.5-6.5z", "M11.5 13.5l4-4"],
  dice: [
    "M6 3.5h12A2.5 2.5 0 0 1 20.5 6v12a2.5 2.5 0 0 1-2.5 2.5H6A2.5 2.5 0 0 1 3.5 18V6A2.5 2.5 0 0 1 6 3.5z",
    "M8.3 8.5h.4",
    "M15.3 8.5h.4",
    "M11.8 12h.4",
    "M8.3 15.5h.4",
    "M15.3 15.5h.4",
  ],
  help: [
    "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18z",
    "M9.5 9.5a2.6 2.6 0 1 1 3.7 2.4c-.8.4-1.2.900-1.2 1.9",
    "M12 17h.01",
  ],
  sun: [
    "M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8z",
    "M12 2.5V4.5",
    "M12 19.5v2",
    "M2.5 12h2",
    "M19.5 12h2",
    "M5.3 5.3l1.4 1.4",
    "M17.3 17.3l1.4 1.4",
    "M5.3 18.7l1.4-1.4",
    "M17.3 6.7l1.4-1.4",
  ],
  moon: ["M20 14.2A8.2 8.2 0 0 1 9.8 4a8.2 8.2 0 1 0 10.2 10.2z"],
  remove: [
    "M10 11.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7z",
    "M3.5 20a6.5 6.5 0 0 1 13 0",
    "M17 8l4.5 4.5",
    "M21.5 8L17 12.5",
  ],
  warning: ["M12 4L2.8 19.5h18.4z", "M12 10v4.5", "M12 17h.01"],
  home: ["M3.5 11.5L12 4l8.5 7.5", "M5.5 10v9.5h13V10", "M10 19.5v-5h4v5"],
  refresh: ["M19.5 12a7.5 7.5 0 1 1-2.2-5.3L20 9.4", "M20 4.5v5h-5"],
  share: ["M12 15V3.5", "M7.5 7.5L12 3l4.5 4.5", "M5 12v6.5A2 2 0 0 0 7 20.5h10a2 2 0 0 0 2-2V12"],
  lock: [
    "M6.5 10.5h11A1.5 1.5 0 0 1 19 12v7a1.5 1.5 0 0 1-1.5 1.5h-11A1.5 1.5 0 0 1 5 19v-7a1.5 1.5 0 0 1 1.5-1.5z",
    "M8 10.5V8a4 4 0 0 1 8 0v2.5",
  ],
} as const;

export type IconName = keyof typeof PATHS;

const SVG = "http://www.w3.org/2000/svg";

/** One icon, hidden from screen readers: the control around it carries the name. */
export function icon(name: IconName): SVGSVGElement {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  for (const shape of PATHS[name]) {
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", shape);
    svg.append(path);
  }
  return svg;
}
