import assert from "node:assert/strict";
import { isWeftError, Rng } from "../../src/core/mod.ts";
import type { Block } from "../../src/kernels/block.ts";
import { BlockPool, type BlockSource } from "../../src/kernels/block_pool.ts";

const limit = Infinity;

/** A source that counts elements and has so many of them. */
class CountingSource implements BlockSource {
  readonly room: number;
  readonly limit: number;
  created = 0;
  used = 0;

  constructor(room = Infinity) {
    this.room = room;
    this.limit = 4 * room;
  }

  create(length: number): Block {
    if (this.used + length > this.room) throw new RangeError("no room");
    this.created++;
    this.used += length;
    const buffer = new ArrayBuffer(4 * Math.min(length, 16));
    return { address: 64 * this.created, length, f32: new Float32Array(buffer), i32: new Int32Array(buffer) };
  }

  destroy({ length }: Block): void {
    this.used -= length;
  }
}

Deno.test("BlockPool gives a freed block to the next request of its length, and to no other", () => {
  const source = new CountingSource();
  const pool = new BlockPool(source);
  const first = pool.alloc(100);
  pool.free(first);
  assert.notEqual(pool.alloc(99), first);
  assert.equal(pool.alloc(100), first);
  assert.notEqual(pool.alloc(100), first);
  assert.equal(source.created, 3);
});

Deno.test("BlockPool counts what is live, what is kept, and the most that was live", () => {
  const pool = new BlockPool(new CountingSource());
  const [a, b] = [pool.alloc(10), pool.alloc(5)];
  assert.deepEqual(pool.memory, { live: 60, peak: 60, pooled: 0, limit });
  pool.free(a);
  assert.deepEqual(pool.memory, { live: 20, peak: 60, pooled: 40, limit });
  pool.free(b);
  pool.alloc(10);
  assert.deepEqual(pool.memory, { live: 40, peak: 60, pooled: 20, limit });
  pool.drain();
  assert.deepEqual(pool.memory, { live: 40, peak: 60, pooled: 0, limit });
});

Deno.test("BlockPool ignores a block freed twice, or of others: nobody gets the same block as somebody else", () => {
  const pool = new BlockPool(new CountingSource());
  const block = pool.alloc(8);
  pool.free(block);
  pool.free(block);
  assert.notEqual(pool.alloc(8), pool.alloc(8));
  pool.free(new CountingSource().create(8));
  assert.deepEqual(pool.memory, { live: 64, peak: 64, pooled: 0, limit });
});

Deno.test("BlockPool gives back what it keeps when there is no room otherwise", () => {
  const source = new CountingSource(100);
  const pool = new BlockPool(source);
  pool.free(pool.alloc(80));
  assert.equal(pool.alloc(50).length, 50);
  assert.equal(source.used, 50);
  assert.throws(() => pool.alloc(60), /no room/);
  assert.deepEqual(pool.memory, { live: 200, peak: 320, pooled: 0, limit: 400 });
});

Deno.test("BlockPool keeps all blocks of a step, and of former lengths no more than was live at once", () => {
  const source = new CountingSource();
  const pool = new BlockPool(source);
  const quarter = 2 ** 26;
  for (const length of [quarter, quarter - 1, quarter - 2]) {
    for (let step = 0; step < 3; step++) [pool.alloc(length), pool.alloc(length)].forEach((block) => pool.free(block));
    assert(pool.memory.pooled <= 8 * quarter);
  }
  assert.equal(source.created, 6);
  assert.equal(source.used, 2 * (quarter - 2));
  pool.drain();
  assert.equal(source.used, 0);
});

Deno.test("BlockPool keeps little in any case, so that a small step after a drain is recycled", () => {
  const source = new CountingSource();
  const pool = new BlockPool(source);
  for (const length of [0, 10, 20, 30]) pool.free(pool.alloc(length));
  for (const length of [0, 10, 20, 30]) pool.alloc(length);
  assert.equal(source.created, 4);
});

Deno.test("BlockPool tells a watcher of every block, new and used", () => {
  const pool = new BlockPool(new CountingSource());
  const seen: string[] = [];
  pool.watch({ taken: ({ length }) => seen.push(`+${length}`), freed: ({ length }) => seen.push(`-${length}`) });
  pool.free(pool.alloc(3));
  pool.alloc(3);
  pool.watch(undefined);
  pool.alloc(5);
  assert.deepEqual(seen, ["+3", "-3", "+3"]);
});

Deno.test("BlockPool refuses lengths that are no counts of 32 bits", () => {
  const pool = new BlockPool(new CountingSource());
  for (const length of [-1, 1.5, NaN, 2 ** 31, Infinity]) {
    assert.throws(() => pool.alloc(length), (error: unknown) => {
      assert(isWeftError(error, "InvalidArgument"));
      assert.match(error.message, /length of a block to be an integer from 0 to 2147483647/);
      return true;
    });
  }
  assert.equal(pool.alloc(0).length, 0);
});

Deno.test("BlockPool: no two live blocks are the same, whatever is taken and freed", () => {
  for (let seed = 0; seed < 50; seed++) {
    const rng = new Rng(seed);
    const pool = new BlockPool(new CountingSource());
    const live: Block[] = [];
    for (let step = 0; step < 200; step++) {
      if (live.length === 0 || rng.uniform() < 0.6) live.push(pool.alloc(rng.integer(4)));
      else pool.free(live.splice(rng.integer(live.length), 1)[0]!);
      assert.equal(new Set(live).size, live.length);
      assert.equal(pool.memory.live, live.reduce((sum, { length }) => sum + 4 * length, 0));
    }
  }
});
