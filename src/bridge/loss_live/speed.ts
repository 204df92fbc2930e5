/** Over how long the rate is taken, in ms: long enough to be steady, short enough to follow a machine that gets busy. */
const WINDOW = 3000;
/** Least time between two moments that are kept, in ms. */
const STEP = 50;

interface Moment {
  readonly time: number;
  readonly epoch: number;
}

/** Epochs a second, lately; time that a run was held does not count. */
export class Speed {
  #moments: Moment[] = [];
  #rate = 0;

  /** Epochs a second over the last seconds; 0 when not known. */
  get rate(): number {
    return this.#rate;
  }

  /** An epoch was done at a time in ms. */
  mark(time: number, epoch: number): void {
    const moments = this.#moments;
    const last = moments.at(-1);
    if (last && time - last.time < STEP) return;
    moments.push({ time, epoch });
    while (moments.length > 2 && time - moments[0]!.time > WINDOW) moments.shift();
    const first = moments[0]!;
    if (time > first.time) this.#rate = 1000 * (epoch - first.epoch) / (time - first.time);
  }

  /** The run is held: what comes next is measured from there on. */
  hold(): void {
    this.#moments = [];
  }

  /** Seconds that so many epochs would take; `null` when not known. */
  secondsFor(epochs: number): number | null {
    return this.#rate > 0 ? Math.max(0, epochs) / this.#rate : null;
  }
}
