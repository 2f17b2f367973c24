import type { ParleyError } from "../errors.js";
import { Alarm, type Clock } from "./clock.js";
import type { Said } from "./connection.js";
import { errorOf } from "./endings.js";
import type { CommandId, ErrorFrame, Moderation, Values } from "./frames.js";

/** Milliseconds without an answer before a command is sent again. */
const REPEAT = 2000;

export type CommandBody =
  | { type: "update"; set: Values; unset: string[] }
  | ({ type: "moderate" } & Moderation)
  | { type: "token"; token: string }
  | { type: "ice" };
export type CommandFrame<B = CommandBody> = B & { id: CommandId };

interface Command<B, A> {
  frame: CommandFrame<B>;
  readonly repeat: Alarm;
  readonly waiting: { resolve: (answer: A) => void; reject: (error: ParleyError) => void }[];
}

/**
 * Commands on their way: each is repeated, with the same id, until it is answered. Of those that
 * change the room one is under way at a time; updates that wait behind it become one.
 */
export class Commands<B extends Said = CommandBody, A = void> {
  readonly #clock: Clock;
  readonly #send: (frame: CommandFrame<B>) => boolean;
  readonly #nextId: () => CommandId;
  readonly #sent = new Map<CommandId, Command<B, A>>();
  #queue: Command<B, A>[] = [];
  #over: ParleyError | undefined;

  constructor(clock: Clock, send: (frame: CommandFrame<B>) => boolean, nextId: () => CommandId) {
    this.#clock = clock;
    this.#send = send;
    this.#nextId = nextId;
  }

  /** Resolves when the server has carried it out; rejects with ParleyError when it refuses. */
  run(body: B): Promise<A> {
    return new Promise((resolve, reject) => {
      if (this.#over) return reject(this.#over);
      const last = this.#queue.at(-1);
      const merged = last && merge(last.frame, body);
      if (merged) {
        last.frame = merged;
        last.waiting.push({ resolve, reject });
        return;
      }
      const frame = { ...body, id: this.#nextId() };
      const repeat = new Alarm(this.#clock, () => this.#transmit(command));
      const command: Command<B, A> = { frame, repeat, waiting: [{ resolve, reject }] };
      this.#queue.push(command);
      this.#next();
    });
  }

  /** `error` absent: it was carried out. Answers to unknown ids, as to repetitions, are ignored. */
  answered(id: CommandId, error?: ErrorFrame, answer?: A): void {
    const command = this.#sent.get(id);
    if (!command) return;
    // More of those are not to be had by waiting.
    if (error?.retry === "same" && error.code !== "too-many")
      return command.repeat.set(error.after ?? REPEAT);
    this.#sent.delete(id);
    command.repeat.clear();
    for (const { resolve, reject } of command.waiting) {
      if (error) reject(errorOf(error));
      else resolve(answer as A);
    }
    this.#next();
  }

  /** There is a connection again. */
  resumed(): void {
    for (const command of this.#sent.values()) this.#transmit(command);
  }

  /** Nothing will be answered any more, nor what is given from now on. */
  stop(error: ParleyError): void {
    this.#over = error;
    const all = [...this.#sent.values(), ...this.#queue];
    this.#sent.clear();
    this.#queue = [];
    for (const { repeat, waiting } of all) {
      repeat.clear();
      for (const { reject } of waiting) reject(error);
    }
  }

  #next(): void {
    let busy = [...this.#sent.values()].some(({ frame }) => changesRoom(frame));
    this.#queue = this.#queue.filter((command) => {
      const state = changesRoom(command.frame);
      if (state && busy) return true;
      busy ||= state;
      this.#sent.set(command.frame.id, command);
      this.#transmit(command);
      return false;
    });
  }

  #transmit(command: Command<B, A>): void {
    this.#send(command.frame);
    command.repeat.set(REPEAT);
  }
}

const changesRoom = ({ type }: Said) => type === "update" || type === "moderate";

/** Two updates as one, where both are. */
function merge<B extends Said>(before: CommandFrame<B>, body: B): CommandFrame<B> | undefined {
  if (!isUpdate(before) || !isUpdate(body)) return undefined;
  const set: Record<string, string | number | boolean> = { ...before.set, ...body.set };
  for (const name of body.unset) delete set[name];
  const unset = [...new Set([...before.unset, ...body.unset])].filter((name) => !(name in set));
  return { ...before, set, unset };
}

const isUpdate = (body: Said): body is Extract<CommandBody, { type: "update" }> =>
  body.type === "update";
