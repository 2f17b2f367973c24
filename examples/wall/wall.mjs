// The wall: who is in which room, live. ?server= is where Parley runs, ?rooms= which rooms to watch;
// a token, where the server asks for one, stands behind the # and so in no log.
import { EMPTY, next } from "./room.mjs";

const { EventBus } = window;
const page = new URL(location.href);
const server = page.searchParams.get("server") ?? "http://localhost:8080";
const token = new URLSearchParams(page.hash.slice(1)).get("token");
const headers = token ? { token } : {};
const wall = document.getElementById("wall");
const state = document.getElementById("state");

/** By name. @type {Map<string, {room: import("../room.mjs").Room, card: HTMLElement}>} */
const watched = new Map();
const bus = new EventBus(`${server}/eventbus`);
bus.enableReconnect(true);
bus.onopen = () => {
  state.textContent = "Live";
  for (const name of watched.keys()) follow(name);
};
bus.onclose = () => {
  state.textContent = "Connecting…";
};

document.querySelector("form").addEventListener("submit", (event) => {
  event.preventDefault();
  watch(new FormData(event.target).get("room"));
  event.target.reset();
});
for (const name of (page.searchParams.get("rooms") ?? "").split(",").filter(Boolean)) watch(name);

function watch(name) {
  if (watched.has(name)) return;
  const card = document.createElement("section");
  card.ariaLabel = name;
  watched.set(name, { room: EMPTY, card });
  wall.append(card);
  paint(name, "…");
  if (bus.state === EventBus.OPEN) follow(name);
}

function follow(name) {
  const address = `parley.room.${name}`;
  const handler = (error, message) => {
    if (error) return paint(name, error.message);
    const entry = watched.get(name);
    const room = next(entry.room, message.body);
    if (room) {
      entry.room = room;
      paint(name, people(room.members.size));
    } else {
      bus.unregisterHandler(address, {}, handler);
      follow(name);
    }
  };
  bus.registerHandler(address, headers, handler);
}

const people = (count) => (count === 0 ? "Nobody" : count === 1 ? "1 person" : `${count} people`);

function paint(name, summary) {
  const { room, card } = watched.get(name);
  const list = element("ul");
  for (const member of room.members.values()) list.append(line(member));
  card.replaceChildren(element("h2", name), element("p", summary), list);
}

function line({ profile, role, state: presence, since }) {
  const item = element("li");
  item.className = presence;
  const what = [role === "member" ? "" : role, presence === "away" ? "away" : "", time(since)];
  item.append(
    element("span", String(profile.name ?? "Somebody")),
    element("small", what.filter(Boolean).join(" · ")),
  );
  return item;
}

const time = (ms) => new Date(ms).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });

function element(tag, text) {
  const made = document.createElement(tag);
  if (text !== undefined) made.textContent = text;
  return made;
}
