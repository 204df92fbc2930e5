import assert from "node:assert/strict";
import { isWeftError, Rng } from "../../../src/core/mod.ts";
import { COMPILED, floats, heldToCpu, type Input, integers } from "./held_to_cpu.ts";

const rng = new Rng(1);
const both = (shape: readonly number[]): Input[] => [floats(rng, shape, true), integers(rng, shape, 1000)];

Deno.test("transpose: equals tfjs-cpu for every order of the axes", () => {
  const orders = [
    [[5], [0]],
    [[4, 7], [1, 0]],
    [[4, 7], [0, 1]],
    [[1, 7], [1, 0]],
    [[0, 7], [1, 0]],
    [[65, 130], [1, 0]],
    [[3, 17, 20], [0, 2, 1]],
    [[3, 4, 5], [2, 0, 1]],
    [[3, 4, 5], [1, 2, 0]],
    [[3, 4, 5], [2, 1, 0]],
    [[3, 4, 5], [1, 0, 2]],
    [[2, 3, 4, 5], [0, 2, 1, 3]],
    [[2, 3, 4, 5], [3, 1, 2, 0]],
    [[2, 3, 1, 2, 3, 2], [5, 3, 1, 2, 0, 4]],
  ] as const;
  for (const [shape, order] of orders) {
    for (const input of both(shape)) heldToCpu(`transpose ${order}`, (tf, x) => tf.transpose(x!, [...order]), [input]);
  }
});

Deno.test("concat and stack: equal tfjs-cpu along every axis, empty parts among them", () => {
  for (const [a, b] of [[[3, 4], [2, 4]], [[3, 4], [0, 4]], [[0, 4], [0, 4]], [[70_000, 2], [3, 2]]] as const) {
    heldToCpu("concat 0", (tf, x, y) => tf.concat([x!, y!], 0), [floats(rng, a), floats(rng, b)]);
    heldToCpu("concat 0", (tf, x, y) => tf.concat([x!, y!], 0), [integers(rng, a, 9), integers(rng, b, 9)]);
  }
  for (const axis of [0, 1, 2, -1]) {
    const three = [floats(rng, [3, 4, 5]), floats(rng, [3, 4, 5]), floats(rng, [3, 4, 5])];
    heldToCpu(`concat ${axis}`, (tf, ...all) => tf.concat(all, axis), three);
    heldToCpu(`stack ${axis}`, (tf, ...all) => tf.stack(all, axis), three);
    heldToCpu(`stack ${axis}`, (tf, x) => tf.stack([x!], axis), three.slice(0, 1));
  }
});

Deno.test("slice, unstack and split: equal tfjs-cpu", () => {
  const cuts = [
    [[6], [2], [3]],
    [[6], [0], [6]],
    [[6], [2], [0]],
    [[5, 7], [1, 2], [3, 4]],
    [[5, 7], [1, 0], [2, -1]],
    [[5, 7], [1], [2]],
    [[3, 4, 5], [0, 1, 2], [3, 2, 1]],
    [[3, 4, 5], [1, 0, 0], [1, 4, 5]],
  ] as const;
  for (const [shape, begin, size] of cuts) {
    for (const input of both(shape)) {
      heldToCpu(`slice ${begin} ${size}`, (tf, x) => tf.slice(x!, [...begin], [...size]), [input]);
    }
  }
  for (const axis of [0, 1, -1]) {
    for (const input of both([3, 1, 5])) heldToCpu(`unstack ${axis}`, (tf, x) => tf.unstack(x!, axis), [input]);
    for (const input of both([4, 6, 2])) {
      heldToCpu(`split ${axis}`, (tf, x) => tf.split(x!, 2, axis), [input]);
    }
  }
  heldToCpu("split by sizes", (tf, x) => tf.split(x!, [1, -1, 2], 1), [floats(rng, [4, 6])]);
});

Deno.test("tile, broadcastTo, pad and reverse: equal tfjs-cpu", () => {
  for (
    const [shape, reps] of [[[3], [4]], [[3, 2], [1, 5]], [[3, 2], [2, 1]], [[2, 3, 2], [3, 2, 4]], [[0], [3]]] as const
  ) {
    for (const input of both(shape)) heldToCpu(`tile ${reps}`, (tf, x) => tf.tile(x!, [...reps]), [input]);
  }
  heldToCpu("broadcastTo", (tf, x) => tf.broadcastTo(x!, [5, 4, 3]), [floats(rng, [4, 1])]);
  for (const paddings of [[[1, 2], [0, 0]], [[0, 0], [3, 1]], [[0, 0], [0, 0]]] as [number, number][][]) {
    for (const input of both([4, 3])) heldToCpu("pad", (tf, x) => tf.pad(x!, paddings, 7), [input]);
  }
  heldToCpu("pad", (tf, x) => tf.pad(x!, [[1, 0], [2, 2]], 7), [floats(rng, [0, 3])]);
  for (const axis of [0, 1, [0, 2], []]) {
    for (const input of both([3, 4, 5])) heldToCpu(`reverse ${axis}`, (tf, x) => tf.reverse(x!, axis), [input]);
  }
});

Deno.test("gather: equals tfjs-cpu along every axis, in batches too, with its gradient", () => {
  for (const axis of [0, 1, 2]) {
    for (const input of both([4, 4, 4])) {
      heldToCpu(`gather ${axis}`, (tf, x, i) => tf.gather(x!, i as never, axis), [input, integers(rng, [9], 4)]);
      heldToCpu(`gather ${axis}`, (tf, x, i) => tf.gather(x!, i as never, axis), [input, integers(rng, [2, 3], 4)]);
    }
  }
  heldToCpu("gather none", (tf, x, i) => tf.gather(x!, i as never), [floats(rng, [4, 3]), integers(rng, [0], 4)]);
  heldToCpu("gather in batches", (tf, x, i) => tf.gather(x!, i as never, 1, 1), [
    floats(rng, [3, 5, 2]),
    integers(rng, [3, 4], 5),
  ]);
  heldToCpu(
    "gather'",
    (tf, x, i) => tf.grad((x) => tf.square(tf.gather(x, i as never, 0)))(x!),
    [floats(rng, [6, 3]), integers(rng, [20], 6)],
  );
});

Deno.test("gather: refuses places out of range, and says which", () => {
  for (const engine of COMPILED) {
    const wrong = () =>
      engine.run(() => engine.tf.gather(engine.tf.tensor1d([1, 2]), engine.tf.tensor1d([0, 2], "int32")));
    assert.throws(wrong, (error: unknown) => {
      assert(isWeftError(error, "InvalidArgument"));
      assert.match(error.message, /places from 0 to 1 but found 2 in place 1/);
      return true;
    });
  }
});

Deno.test("unsortedSegmentSum: equals tfjs-cpu, segments without rows and rows without segments among them", () => {
  for (const [rows, width, segments] of [[0, 3, 4], [1, 1, 1], [50, 3, 7], [200, 17, 60], [3000, 40, 20]] as const) {
    heldToCpu(
      "segment sum",
      (tf, x, ids) => tf.unsortedSegmentSum(x!, ids as never, segments),
      [floats(rng, [rows, width]), integers(rng, [rows], segments + 1, 1)],
    );
  }
  heldToCpu("segment sum", (tf, x, ids) => tf.unsortedSegmentSum(x!, ids as never, 5), [
    floats(rng, [9, 2, 3]),
    integers(rng, [9], 5),
  ]);
});

Deno.test("oneHot, fill, range, zerosLike, onesLike: equal tfjs-cpu", () => {
  heldToCpu("oneHot", (tf, i) => tf.oneHot(i as never, 5), [integers(rng, [7], 8, 1)]);
  heldToCpu("oneHot", (tf, i) => tf.oneHot(i as never, 5, 2, -1), [integers(rng, [3, 4], 5)]);
  heldToCpu("fill", (tf) => tf.fill([3, 4], 2.5), []);
  heldToCpu("range", (tf) => tf.range(0, 10, 3), []);
  for (const input of both([3, 0, 2]).concat(both([4, 5]))) {
    heldToCpu("zerosLike", (tf, x) => tf.zerosLike(x!), [input]);
    heldToCpu("onesLike", (tf, x) => tf.onesLike(x!), [input]);
  }
  heldToCpu("reshape and expandDims", (tf, x) => tf.expandDims(tf.reshape(x!, [6, 2]), 1), both([3, 4]).slice(0, 1));
});
