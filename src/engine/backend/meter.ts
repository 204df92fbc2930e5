import type { Block } from "../../kernels/block.ts";
import type { BlockWatcher } from "../../kernels/kernels.ts";

/** What a piece of work took of an engine's memory, in bytes. */
export interface MeterReading {
  /** Given out when it began. */
  readonly before: number;
  /** Given out when it ended. */
  readonly after: number;
  /** The most that was given out at once. */
  readonly peak: number;
  /** Asked for by the work, and still given out when it ended. */
  readonly left: number;
  /**
   * What the work's own blocks need of the process: blocks are reused by their length, so of each length the most that
   * were in use at once.
   */
  readonly held: number;
  /** Who had asked for what was given out at the peak, by op, the largest first; `before` is what was there already. */
  readonly byOp: Readonly<Record<string, number>>;
}

/** Blocks of one length: in use now, and the most at once. */
interface OfLength {
  now: number;
  most: number;
}

const BEFORE = "before";
/** What is asked for outside every op: tensors made of arrays. */
const OUTSIDE = "tensor";

/** Watches who asks for memory and who gives it back. */
export class Meter implements BlockWatcher {
  readonly #live: () => number;
  readonly #before: number;
  readonly #owners = new Map<Block, string>();
  readonly #now = new Map<string, number>();
  #atPeak: ReadonlyMap<string, number>;
  #op = OUTSIDE;
  readonly #lengths = new Map<number, OfLength>();
  #peak: number;

  /** `live` tells how many bytes are given out. */
  constructor(live: () => number) {
    this.#live = live;
    this.#before = this.#peak = live();
    this.#now.set(BEFORE, this.#before);
    this.#atPeak = new Map(this.#now);
  }

  /** What it has seen so far. */
  get reading(): MeterReading {
    const byOp = [...this.#atPeak].filter(([, bytes]) => bytes > 0).sort(([, a], [, b]) => b - a);
    let left = 0, held = 0;
    for (const [length, { now, most }] of this.#lengths) {
      left += 4 * length * now;
      held += 4 * length * most;
    }
    return {
      before: this.#before,
      after: this.#live(),
      peak: this.#peak,
      left,
      held,
      byOp: Object.fromEntries(byOp),
    };
  }

  /** Runs an op: what is asked for meanwhile is put down to it. */
  during<T>(op: string, run: () => T): T {
    const outer = this.#op;
    this.#op = op;
    try {
      return run();
    } finally {
      this.#op = outer;
    }
  }

  taken(block: Block): void {
    const { length } = block;
    this.#owners.set(block, this.#op);
    this.#add(this.#op, 4 * length);
    const same = this.#lengths.get(length) ?? { now: 0, most: 0 };
    this.#lengths.set(length, same);
    same.most = Math.max(same.most, ++same.now);
    const live = this.#live();
    if (live <= this.#peak) return;
    this.#peak = live;
    this.#atPeak = new Map(this.#now);
  }

  freed(block: Block): void {
    const owner = this.#owners.get(block);
    this.#add(owner ?? BEFORE, -4 * block.length);
    if (owner === undefined) return;
    this.#owners.delete(block);
    this.#lengths.get(block.length)!.now--;
  }

  #add(op: string, bytes: number): void {
    this.#now.set(op, bytes + (this.#now.get(op) ?? 0));
  }
}
