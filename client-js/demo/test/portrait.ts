const [WIDTH, HEIGHT] = [640, 360];

/** A live picture of a drawn person, another for each number; so that tiles show something to crop. */
export function portrait(number: number): MediaStream {
  const canvas = document.createElement("canvas");
  canvas.width = WIDTH;
  canvas.height = HEIGHT;
  const context = canvas.getContext("2d");
  if (!context) throw new Error("no canvas");
  let frame = 0;
  const draw = () => {
    paint(context, (number * 67) % 360, Math.sin(frame / 5) * 6);
    frame += 1;
  };
  draw();
  setInterval(draw, 200);
  return canvas.captureStream(5);
}

function paint(context: CanvasRenderingContext2D, hue: number, sway: number): void {
  const wall = context.createLinearGradient(0, 0, WIDTH, HEIGHT);
  wall.addColorStop(0, `hsl(${hue} 30% 78%)`);
  wall.addColorStop(1, `hsl(${hue + 40} 35% 52%)`);
  context.fillStyle = wall;
  context.fillRect(0, 0, WIDTH, HEIGHT);
  context.fillStyle = `hsl(${hue + 180} 35% 36%)`;
  round(context, WIDTH / 2 + sway, HEIGHT + 40, 150, 150);
  context.fillStyle = `hsl(${25 + (hue % 12)} 45% ${50 + (hue % 25)}%)`;
  round(context, WIDTH / 2 + sway, 150, 68, 82);
  context.fillStyle = `hsl(${hue % 40} 30% 18%)`;
  round(context, WIDTH / 2 + sway, 92, 74, 46);
  for (const side of [-24, 24]) round(context, WIDTH / 2 + side + sway, 152, 6, 7);
}

function round(
  context: CanvasRenderingContext2D,
  x: number,
  y: number,
  width: number,
  height: number,
): void {
  context.beginPath();
  context.ellipse(x, y, width, height, 0, 0, 2 * Math.PI);
  context.fill();
}
