import { Pace, type PaceOptions } from "../loss_live/pace.ts";

/**
 * Does something as often as a pace allows: at once when it is due, else once as soon as it is, however often it is asked
 * for meanwhile. So the last asking is never lost, whether or not another follows.
 */
export class Paced {
  readonly #work: () => void;
  readonly #pace: Pace;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /**
   * @param work What is done.
   * @param options How often.
   */
  constructor(work: () => void, options: PaceOptions) {
    this.#work = work;
    this.#pace = new Pace(options);
  }

  /** Something has changed; what is urgent is done now. */
  ask(isUrgent: boolean = false): void {
    const wait = isUrgent ? 0 : this.#pace.wait(performance.now());
    if (wait === 0) this.#do();
    else this.#timer ??= setTimeout(() => this.#do(), wait);
  }

  /** Does what was put off no more. */
  end(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #do(): void {
    this.end();
    const started = performance.now();
    this.#work();
    const now = performance.now();
    this.#pace.spent(now, now - started);
  }
}
