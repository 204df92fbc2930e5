import assert from "node:assert/strict";
import { WriteQueue } from "../../../src/kernel/wire/write_queue.ts";

const unexpected = (error: unknown): void => assert.fail(String(error));

/** A writer that takes at most `most` bytes at a time, when `go` is called. */
function slowWriter(most: number) {
  const written: number[] = [];
  let go = (): void => undefined;
  let gate = new Promise<void>((resolve) => go = resolve);
  return {
    written,
    open: () => go(),
    close: () => gate = new Promise<void>((resolve) => go = resolve),
    write: async (bytes: Uint8Array) => {
      await gate;
      const taken = bytes.subarray(0, most);
      written.push(...taken);
      return taken.length;
    },
  };
}

Deno.test("WriteQueue writes chunks whole and in order, also when the writer takes a few bytes at a time", async () => {
  const writer = slowWriter(2);
  const queue = new WriteQueue(writer, unexpected);
  queue.push([new Uint8Array([1, 2, 3]), new Uint8Array([4])]);
  queue.push([new Uint8Array([5, 6, 7])]);
  assert.equal(queue.bytes, 7);
  writer.open();
  await queue.drained();
  assert.deepEqual(writer.written, [1, 2, 3, 4, 5, 6, 7]);
  assert.equal(queue.bytes, 0);
});

Deno.test("WriteQueue.drained() resolves when as little waits as was asked for", async () => {
  const writer = slowWriter(100);
  const queue = new WriteQueue(writer, unexpected);
  queue.push([new Uint8Array(10), new Uint8Array(10)]);
  await queue.drained(20);
  let some = false;
  const half = queue.drained(10).then(() => some = true);
  await Promise.resolve();
  assert(!some);
  writer.open();
  await half;
});

Deno.test("WriteQueue tells a failure once, gives up what waits and takes no more", async () => {
  const failures: unknown[] = [];
  const queue = new WriteQueue({ write: () => Promise.reject(new TypeError("gone")) }, (error) => failures.push(error));
  queue.push([new Uint8Array(4)]);
  await queue.drained();
  queue.push([new Uint8Array(4)]);
  await new Promise((resolve) => setTimeout(resolve, 0));
  assert.deepEqual(failures.map(String), ["TypeError: gone"]);
  assert.equal(queue.bytes, 0);
});

Deno.test("WriteQueue.close() lets go of those who wait", async () => {
  const queue = new WriteQueue(slowWriter(1), unexpected);
  queue.push([new Uint8Array(4)]);
  const drained = queue.drained();
  queue.close();
  await drained;
});
