/** The app over the real SDK; only the socket leads to a page that plays the server. */
import { exchangeFiles } from "../../src/files/files.js";
import { join, prepare } from "../../src/parley.js";
import { attend } from "../../src/people/people.js";
import { safetyWords } from "../../src/safety/safety.js";
import { LineSocket } from "../../test/browser/page/lines.js";
import { ParleyApp } from "../src/app.js";
import { applyTheme } from "../src/ui/theme.js";

const WebSocket = LineSocket as unknown as typeof globalThis.WebSocket;

applyTheme();
document.body.append(
  new ParleyApp({
    join: (url, name, options) => join(url, name, { ...options, WebSocket }),
    prepare,
    exchangeFiles,
    attend: (url, options) => attend(url, { ...options, WebSocket }),
    safetyWords,
  }),
);
