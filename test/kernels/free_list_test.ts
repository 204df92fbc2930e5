import assert from "node:assert/strict";
import { Rng } from "../../src/core/rng.ts";
import { FreeList } from "../../src/kernels/free_list.ts";

/** The same by looking at everything that is taken. */
class NaiveList {
  readonly #taken: { start: number; end: number }[] = [];
  readonly #bottom: number;

  constructor(bottom: number) {
    this.#bottom = bottom;
  }

  get top(): number {
    return this.#taken.at(-1)?.end ?? this.#bottom;
  }

  take(bytes: number): number {
    let start = this.#bottom;
    let at = 0;
    for (; at < this.#taken.length && this.#taken[at]!.start - start < bytes; at++) start = this.#taken[at]!.end;
    this.#taken.splice(at, 0, { start, end: start + bytes });
    return start;
  }

  give(start: number): void {
    this.#taken.splice(this.#taken.findIndex((stretch) => stretch.start === start), 1);
  }
}

Deno.test("FreeList gives the same addresses as a list of everything taken, whatever is taken and given back", () => {
  for (let seed = 0; seed < 200; seed++) {
    const rng = new Rng(seed);
    const bottom = 64 * rng.integer(4);
    const [list, naive] = [new FreeList(bottom), new NaiveList(bottom)];
    const held: { start: number; bytes: number }[] = [];
    for (let step = 0; step < 120; step++) {
      if (held.length === 0 || rng.uniform() < 0.55) {
        const bytes = 64 * (1 + rng.integer(6));
        const start = list.take(bytes);
        assert.equal(start, naive.take(bytes), `seed ${seed}, step ${step}`);
        held.push({ start, bytes });
      } else {
        const [{ start, bytes }] = held.splice(rng.integer(held.length), 1) as [{ start: number; bytes: number }];
        list.give(start, bytes);
        naive.give(start);
      }
      assert.equal(list.top, naive.top, `seed ${seed}, step ${step}`);
    }
    for (const { start, bytes } of held) list.give(start, bytes);
    assert.equal(list.top, bottom, "everything given back is one free space again");
  }
});

Deno.test("FreeList joins a stretch with both its neighbours", () => {
  const list = new FreeList(0);
  const [a, b, c, last] = [64, 64, 64, 64].map((bytes) => list.take(bytes));
  list.give(a!, 64);
  list.give(c!, 64);
  list.give(b!, 64);
  assert.equal(list.take(192), 0);
  assert.equal(last, 192);
  assert.equal(list.top, 256);
});
