import type { Box } from "../src/call/focus.js";

/** Whether the two share any place; side by side they do not. */
export const overlap = (a: Box, b: Box): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
