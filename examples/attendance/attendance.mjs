#!/usr/bin/env node
// Records who is in which room, and when, as JSON lines on stdout:
//
//   node attendance/attendance.mjs http://localhost:8080 team-lunch stand-up
//
// {"at":…,"room":"team-lunch","event":"came","session":"…","name":"Ada","since":…}
// {"at":…,"room":"team-lunch","event":"left","session":"…","name":"Ada","since":…,"seen":…}
//
// `since` is the moment of joining by the server's clock, so it is right also for somebody who came
// while this program was cut off. `seen` is when the room was last known to have them: where the
// connection was lost meanwhile, somebody left between `seen` and `at`.
// PARLEY_TOKEN is shown to the server, where it asks for a token.
import EventBus from "@vertx/eventbus-bridge-client.js";
import { EMPTY, next } from "../room.mjs";

const [server, ...rooms] = process.argv.slice(2);
if (!server || rooms.length === 0) {
  console.error("usage: attendance.mjs http://HOST:PORT ROOM…");
  process.exit(2);
}
const headers = process.env.PARLEY_TOKEN ? { token: process.env.PARLEY_TOKEN } : {};
const known = new Map(rooms.map((room) => [room, EMPTY]));
const bus = new EventBus(`${server}/eventbus`, { vertxbus_reconnect_delay_min: 200 });
let heard = Date.now();

// Each time that the socket opens, first or again, each room is told whole: what is different from
// what was known happened in between, and is recorded now.
bus.enableReconnect(true);
bus.onopen = () => rooms.forEach(follow);
bus.onerror = (error) => console.error(error.message ?? error);

function follow(room) {
  const handler = (error, message) => {
    if (error) {
      console.error(`${room}: ${error.message}`);
      if (error.failureCode === 503) setTimeout(again, 1_000, room, handler);
      return;
    }
    const before = known.get(room);
    const after = next(before, message.body);
    if (!after) return again(room, handler);
    known.set(room, after);
    record(room, before.members, after.members);
    heard = Date.now();
  };
  bus.registerHandler(`parley.room.${room}`, headers, handler);
}

/** After a gap: what comes next is the whole room. */
function again(room, handler) {
  if (bus.state !== EventBus.OPEN) return;
  bus.unregisterHandler(`parley.room.${room}`, {}, handler);
  follow(room);
}

function record(room, before, after) {
  for (const member of before.values())
    if (!after.has(member.session)) write(room, "left", member, { seen: heard });
  for (const member of after.values())
    if (!before.has(member.session)) write(room, "came", member, {});
}

function write(room, event, { session, user, profile, since }, more) {
  const line = { at: Date.now(), room, event, session, user, name: profile.name, since, ...more };
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
