/** A double of the files of a room, to look at the views without a connection. Never shipped. */
import type { FileEvents, FileExchange, Peer, Transfer, TransferState } from "../src/sdk.js";

type Listener = (value: never) => void;

class FakeTransfer implements Transfer {
  readonly direction: "in" | "out";
  readonly peer: Peer;
  readonly name: string;
  readonly size: number;
  readonly type: string;
  state: TransferState = "offered";
  bytes = 0;
  reason: Transfer["reason"];
  file: Blob | undefined;
  readonly #changed: () => void;

  constructor(
    direction: "in" | "out",
    peer: Peer,
    file: Pick<File, "name" | "size" | "type">,
    changed: (transfer: Transfer) => void,
  ) {
    this.direction = direction;
    this.peer = peer;
    this.name = file.name;
    this.size = file.size;
    this.type = file.type;
    this.#changed = () => changed(this);
  }

  turn(state: TransferState, bytes = this.bytes): void {
    this.state = state;
    this.bytes = bytes;
    if (state === "done" && this.direction === "in") this.file = new Blob(["x"]);
    this.#changed();
  }

  accept(): void {
    this.turn("running", this.size / 3);
  }
  decline(): void {
    this.turn("declined");
  }
  cancel(): void {
    this.turn("cancelled");
  }
}

export class FakeExchange implements FileExchange {
  readonly transfers: FakeTransfer[] = [];
  readonly #peers: ReadonlyMap<string, Peer>;
  readonly #listeners: { event: string; listener: Listener }[] = [];

  constructor(peers: ReadonlyMap<string, Peer>) {
    this.#peers = peers;
  }

  on<K extends keyof FileEvents>(event: K, listener: (value: FileEvents[K]) => void): () => void {
    const own = { event, listener };
    this.#listeners.push(own);
    return () => this.#listeners.splice(this.#listeners.indexOf(own), 1);
  }

  offer(file: File, to?: Peer): readonly Transfer[] {
    return (to ? [to] : [...this.#peers.values()]).map((peer) => this.#add("out", peer, file));
  }

  /** Somebody offers a file. */
  come(name: string, file: Pick<File, "name" | "size" | "type">): void {
    const peer = [...this.#peers.values()].find(({ profile }) => profile.name === name);
    if (peer) this.#tell("offer", this.#add("in", peer, file));
  }

  close(): void {}

  #add(direction: "in" | "out", peer: Peer, file: Pick<File, "name" | "size" | "type">) {
    const transfer = new FakeTransfer(direction, peer, file, (it) => this.#tell("change", it));
    this.transfers.push(transfer);
    return transfer;
  }

  #tell(event: string, transfer: Transfer): void {
    for (const each of this.#listeners) if (each.event === event) each.listener(transfer as never);
  }
}
