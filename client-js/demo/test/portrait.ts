const [WIDTH, HEIGHT] = [960, 540];
/** Drawn on a sheet of that size, shown at 640 × 360. */
const SCALE = 2 / 3;
const PERIOD_MS = 100;

/** How somebody looks; colours are CSS colours. */
interface Looks {
  readonly wall: readonly [string, string];
  readonly skin: string;
  readonly hair: string;
  readonly shirt: string;
  readonly cut: "short" | "long" | "bun" | "curls";
  readonly glasses: boolean;
}

const CAST: readonly Looks[] = [
  {
    wall: ["#e9dcc9", "#c9b08c"],
    skin: "#e6b48f",
    hair: "#5a3320",
    shirt: "#2f5d62",
    cut: "long",
    glasses: false,
  },
  {
    wall: ["#cfe0e8", "#8fb0c4"],
    skin: "#8d5a3a",
    hair: "#1e1512",
    shirt: "#d98e4a",
    cut: "curls",
    glasses: true,
  },
  {
    wall: ["#dfe6d2", "#a9bd91"],
    skin: "#f0c8a4",
    hair: "#b9772f",
    shirt: "#6b3f5e",
    cut: "short",
    glasses: false,
  },
  {
    wall: ["#ead4d4", "#c59a9f"],
    skin: "#c58c62",
    hair: "#2a1d1a",
    shirt: "#3f4f7f",
    cut: "bun",
    glasses: false,
  },
  {
    wall: ["#dcd8ea", "#a29bc4"],
    skin: "#f3d3b8",
    hair: "#8c8c92",
    shirt: "#4a6b4f",
    cut: "short",
    glasses: true,
  },
];

/** A live picture of a drawn person, another for each number; so that tiles show somebody. */
export function portrait(number: number): MediaStream {
  const canvas = document.createElement("canvas");
  canvas.width = WIDTH * SCALE;
  canvas.height = HEIGHT * SCALE;
  const context = canvas.getContext("2d");
  const looks = CAST[number % CAST.length];
  if (!context || !looks) throw new Error("no canvas");
  context.scale(SCALE, SCALE);
  let frame = 0;
  const draw = () => {
    paint(context, looks, frame);
    frame += 1;
  };
  draw();
  setInterval(draw, PERIOD_MS);
  return canvas.captureStream(1000 / PERIOD_MS);
}

function paint(context: CanvasRenderingContext2D, looks: Looks, frame: number): void {
  room(context, looks);
  context.save();
  context.translate(WIDTH / 2 + Math.sin(frame / 11) * 7, Math.sin(frame / 7) * 3);
  if (looks.cut === "long") shape(context, looks.hair, [0, 260, 128, 190], [0, 330, 120, 150]);
  if (looks.cut === "bun") shape(context, looks.hair, [0, 88, 52, 46]);
  shape(context, looks.shirt, [0, 590, 250, 180]);
  shape(context, shade(looks.skin), [0, 385, 52, 62]);
  shape(context, looks.skin, [0, 255, 96, 122], [-96, 262, 16, 24], [96, 262, 16, 24]);
  hair(context, looks);
  face(context, looks, frame);
  context.restore();
}

function room(context: CanvasRenderingContext2D, { wall }: Looks): void {
  const light = context.createLinearGradient(0, 0, WIDTH, HEIGHT);
  light.addColorStop(0, wall[0]);
  light.addColorStop(1, wall[1]);
  context.fillStyle = light;
  context.fillRect(0, 0, WIDTH, HEIGHT);
  context.fillStyle = "rgb(255 255 255 / 28%)";
  context.fillRect(70, 60, 150, 200);
  context.fillStyle = "rgb(60 40 30 / 18%)";
  context.fillRect(720, 210, 200, 10);
  for (const [at, high] of [
    [740, 70],
    [764, 90],
    [790, 62],
    [816, 84],
    [846, 74],
  ] as const) {
    context.fillRect(at, 210 - high, 18, high);
  }
}

function hair(context: CanvasRenderingContext2D, { cut, hair: colour }: Looks): void {
  context.fillStyle = colour;
  context.beginPath();
  context.ellipse(0, 235, 106, 118, 0, Math.PI * 1.02, Math.PI * 1.98);
  context.bezierCurveTo(70, 175, 10, 210, -104, 228);
  context.fill();
  if (cut !== "curls") return;
  for (let at = 0; at <= 10; at += 1) {
    const angle = Math.PI * (0.95 + (at / 10) * 1.1);
    shape(context, colour, [Math.cos(angle) * 100, 232 + Math.sin(angle) * 112, 34, 34]);
  }
}

function face(
  context: CanvasRenderingContext2D,
  { skin, hair: brow, glasses }: Looks,
  frame: number,
): void {
  const open = frame % 43 === 0 ? 1.5 : 9;
  for (const side of [-38, 38]) {
    shape(context, "#ffffff", [side, 255, 14, open]);
    shape(context, "#2b2320", [side, 255, 7, Math.min(7, open)]);
    line(context, brow, 6, [side - 18, 230], [side, 224], [side + 18, 230]);
    if (glasses) ring(context, side);
  }
  if (glasses) line(context, "#2b2b2f", 4, [-12, 252], [0, 248], [12, 252]);
  line(context, shade(skin), 5, [0, 262], [-8, 292], [6, 296]);
  line(context, "#a5524c", 6, [-30, 326], [0, 340 + Math.sin(frame / 5) * 5], [30, 326]);
}

function ring(context: CanvasRenderingContext2D, side: number): void {
  context.strokeStyle = "#2b2b2f";
  context.lineWidth = 4;
  context.beginPath();
  context.ellipse(side, 256, 27, 23, 0, 0, 2 * Math.PI);
  context.stroke();
}

type Oval = readonly [x: number, y: number, width: number, height: number];
type Point = readonly [x: number, y: number];

function shape(context: CanvasRenderingContext2D, colour: string, ...ovals: Oval[]): void {
  context.fillStyle = colour;
  for (const [x, y, width, height] of ovals) {
    context.beginPath();
    context.ellipse(x, y, width, height, 0, 0, 2 * Math.PI);
    context.fill();
  }
}

function line(
  context: CanvasRenderingContext2D,
  colour: string,
  width: number,
  from: Point,
  by: Point,
  to: Point,
): void {
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.lineCap = "round";
  context.beginPath();
  context.moveTo(...from);
  context.quadraticCurveTo(...by, ...to);
  context.stroke();
}

function shade(colour: string): string {
  return `color-mix(in srgb, ${colour} 82%, #5a2d1a)`;
}

/** A screen with something to read on it. */
export function slides(): MediaStream {
  const sheet = document.createElement("canvas");
  [sheet.width, sheet.height] = [1280, 720];
  const pen = sheet.getContext("2d");
  const draw = () => {
    if (!pen) return;
    pen.fillStyle = "#fdfdfb";
    pen.fillRect(0, 0, 1280, 720);
    pen.fillStyle = "#0b7565";
    pen.fillRect(0, 0, 1280, 96);
    pen.font = "600 44px sans-serif";
    pen.fillStyle = "#ffffff";
    pen.fillText("Quarterly plan", 48, 64);
    pen.fillStyle = "#12191c";
    ["What we learnt", "What comes next", "Who does it", "What it costs"].forEach((line, index) => {
      pen.fillText(`${index + 1}.  ${line}`, 80, 210 + index * 110);
    });
  };
  draw();
  setInterval(draw, PERIOD_MS);
  return sheet.captureStream(10);
}
