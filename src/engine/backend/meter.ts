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
  /** The most that was given out and kept for reuse together: what the process needed for it. */
  readonly held: number;
  /** Who had asked for what was given out at the peak, by op, the largest first; `before` is what was there already. */
  readonly byOp: Readonly<Record<string, number>>;
}

/** What is given out at a moment, and what is kept beside it. */
interface Levels {
  readonly live: number;
  readonly pooled: number;
}

const BEFORE = "before";
/** What is asked for outside every op: tensors made of arrays. */
const OUTSIDE = "tensor";

/** Watches who asks for memory and who gives it back. */
export class Meter implements BlockWatcher {
  readonly #levels: () => Levels;
  readonly #before: number;
  readonly #owners = new Map<Block, string>();
  readonly #now = new Map<string, number>();
  #atPeak: ReadonlyMap<string, number>;
  #op = OUTSIDE;
  #peak: number;
  #held: number;

  constructor(levels: () => Levels) {
    this.#levels = levels;
    const { live, pooled } = levels();
    this.#before = this.#peak = live;
    this.#held = live + pooled;
    this.#now.set(BEFORE, live);
    this.#atPeak = new Map(this.#now);
  }

  /** What it has seen so far. */
  get reading(): MeterReading {
    const byOp = [...this.#atPeak].filter(([, bytes]) => bytes > 0).sort(([, a], [, b]) => b - a);
    return {
      before: this.#before,
      after: this.#levels().live,
      peak: this.#peak,
      held: this.#held,
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
    this.#owners.set(block, this.#op);
    this.#add(this.#op, 4 * block.length);
    const { live, pooled } = this.#levels();
    this.#held = Math.max(this.#held, live + pooled);
    if (live <= this.#peak) return;
    this.#peak = live;
    this.#atPeak = new Map(this.#now);
  }

  freed(block: Block): void {
    this.#add(this.#owners.get(block) ?? BEFORE, -4 * block.length);
    this.#owners.delete(block);
  }

  #add(op: string, bytes: number): void {
    this.#now.set(op, bytes + (this.#now.get(op) ?? 0));
  }
}
