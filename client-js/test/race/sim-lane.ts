import type { Lane } from "../../src/race/lane.js";
import { hold, type Shot } from "../../src/race/shot.js";
import type { End } from "./simulation.js";

const TRIP = 20;
/** What a browser sends again of what was lost, once it hears of that. */
const MEMORY = 3000;
/** What comes less late than that does no harm. */
const CATCHES_UP = 600;

/** One end of a connection in a network that is simulated: sound each 20 ms, pictures each 60. */
export class SimLane implements Lane {
  readonly number: number;
  idle: boolean;
  way: "direct" | "relay" | undefined;
  closed = false;
  /** A picture was lost, and the next that can be decoded is a whole one. */
  broken = false;
  held = false;
  readonly relayOnly: boolean;
  readonly end: End;
  #came = 0;
  #seen = 0;
  /** When the first picture was lost that is still remembered. */
  #lost: number | undefined;
  /** Old pictures came as if they were new: what follows is shown as late as they were. */
  #blind = 0;

  constructor(end: End, number: number, relayOnly: boolean, idle: boolean) {
    this.end = end;
    this.number = number;
    this.relayOnly = relayOnly;
    this.idle = idle;
  }

  get twin(): SimLane | undefined {
    return this.end.other.all.get(this.number);
  }
  mark = () => (this.#came > 0 ? String(this.#came) : "");
  pictures = () => (this.#seen > 0 ? String(this.#seen) : "");
  packets = async () => this.#came;
  wake(): void {
    this.idle = false;
  }
  restartIce(): void {
    this.end.restarts++;
  }
  ping(n: number): void {
    this.carry((twin) => twin.carry((lane) => lane.end.healer.answered(n, twin.end.healer.late)));
  }
  wantKey(): void {
    this.carry((twin) => twin.shoot());
  }
  shoot(shot?: Shot): void {
    this.held = shot === hold;
    if (this.held) this.#lost = undefined;
    else this.#wholePicture();
  }

  #wholePicture(): void {
    this.carry((twin) => {
      twin.broken = false;
    });
  }

  /** Hands something to the other end, where it counts as heard. */
  carry(arrive: (twin: SimLane) => void, picture = false): void {
    const { end, way } = this;
    const { world, net } = end;
    if (this.closed || !way || (picture && this.held)) return;
    if (!net.ways[way][end.side]) {
      const twin = this.twin;
      if (picture && twin) twin.broken = true;
      if (picture) this.#lost ??= world.now;
      return;
    }
    const arrived = () => {
      const twin = this.twin;
      if (!twin || twin.closed || this.closed || !twin.way) return;
      twin.#take(picture);
      arrive(twin);
    };
    world.after(TRIP, () => end.other.run(arrived));
  }

  /** Those are shown. */
  #resent(late: number): void {
    this.#seen++;
    this.#blind = this.end.world.now + late;
  }

  #take(picture: boolean): void {
    this.#came++;
    if (picture && !this.broken && this.end.world.now >= this.#blind) this.#seen++;
    const late = this.end.world.now - (this.#lost ?? this.end.world.now);
    this.#lost = undefined;
    if (late > CATCHES_UP && late <= MEMORY) this.carry((twin) => twin.#resent(late));
  }
}
