/** Hands out stretches of a growing address space, first fit; neighbours that are free become one. */
export class FreeList {
  /** Free stretches by start, in order. */
  #starts: number[] = [];
  #ends: number[] = [];
  #top: number;

  /** Space from `start` upwards is free. */
  constructor(start: number) {
    this.#top = start;
  }

  /** End of all space ever given out. */
  get top(): number {
    return this.#top;
  }

  /** Start of a stretch of so many bytes. */
  take(bytes: number): number {
    for (let i = 0; i < this.#starts.length; i++) {
      const start = this.#starts[i]!;
      if (this.#ends[i]! - start < bytes) continue;
      if (this.#ends[i]! - start === bytes) this.#remove(i);
      else this.#starts[i] = start + bytes;
      return start;
    }
    const start = this.#top;
    this.#top += bytes;
    return start;
  }

  /** Gives a stretch back. */
  give(start: number, bytes: number): void {
    let at = this.#starts.findIndex((other) => other > start);
    if (at < 0) at = this.#starts.length;
    const end = start + bytes;
    const joinsBefore = at > 0 && this.#ends[at - 1] === start;
    const joinsAfter = this.#starts[at] === end;
    if (joinsBefore && joinsAfter) {
      this.#ends[at - 1] = this.#ends[at]!;
      this.#remove(at);
    } else if (joinsBefore) this.#ends[at - 1] = end;
    else if (joinsAfter) this.#starts[at] = start;
    else {
      this.#starts.splice(at, 0, start);
      this.#ends.splice(at, 0, end);
    }
    const last = this.#ends.length - 1;
    if (this.#ends[last] === this.#top) {
      this.#top = this.#starts[last]!;
      this.#remove(last);
    }
  }

  #remove(i: number): void {
    this.#starts.splice(i, 1);
    this.#ends.splice(i, 1);
  }
}
