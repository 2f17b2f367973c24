#!/usr/bin/env node
// Serves the wall, and nothing else: node wall/serve.mjs [PORT]. Parley must know this origin:
// PARLEY_ORIGINS=http://localhost:8090 ./run
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const HTML = "text/html; charset=utf-8";
const SCRIPT = "text/javascript; charset=utf-8";
const FILES = {
  "/": [HTML, new URL("index.html", import.meta.url)],
  "/wall.css": ["text/css; charset=utf-8", new URL("wall.css", import.meta.url)],
  "/wall.mjs": [SCRIPT, new URL("wall.mjs", import.meta.url)],
  "/room.mjs": [SCRIPT, new URL("../room.mjs", import.meta.url)],
  "/sockjs.js": [SCRIPT, require.resolve("sockjs-client/dist/sockjs.min.js")],
  "/eventbus.js": [SCRIPT, require.resolve("@vertx/eventbus-bridge-client.js")],
};

const port = Number(process.argv[2] ?? 8090);
const server = createServer(async (request, response) => {
  const file = FILES[new URL(request.url, "http://wall").pathname];
  if (!file) return response.writeHead(404).end();
  const body = await readFile(file[1]);
  response.writeHead(200, { "Content-Type": file[0], "X-Content-Type-Options": "nosniff" }).end(body);
});
server.listen(port, "127.0.0.1", () => {
  console.log(`The wall: http://localhost:${server.address().port}/?rooms=team-lunch,stand-up`);
});
