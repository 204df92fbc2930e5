import { allclose } from "./compare.ts";
import type { CaseResult } from "./topic.ts";

/** Adds up the comparisons of one case and keeps the one that stood nearest to its tolerance. */
export class Tally {
  #count = 0;
  #worst = -1;
  #difference = 0;
  #where = "nothing was compared";
  #failed: string[] = [];

  /** |got − want| ≤ atol + rtol·|want|, element by element. */
  compare(name: string, got: ArrayLike<number>, want: ArrayLike<number | bigint>, atol: number, rtol = 0): void {
    const { maxDifference, worst, pass } = allclose(got, want, { atol, rtol });
    this.#count++;
    if (!pass) this.#failed.push(name);
    if (worst <= this.#worst) return;
    this.#worst = worst;
    this.#difference = maxDifference;
    this.#where = `${
      [atol && `atol ${atol}`, rtol && `rtol ${rtol}`].filter(Boolean).join(", ") || "exact"
    } at ${name}`;
  }

  /** The case's row. */
  result(id: string): CaseResult {
    const pass = this.#count > 0 && this.#failed.length === 0;
    const tolerance = `${this.#where}; ${this.#count} arrays`;
    const note = this.#failed.length === 0 ? {} : { note: `off: ${this.#failed.slice(0, 8).join(", ")}` };
    return { id, maxDifference: this.#difference, tolerance, pass, ...note };
  }
}
