import { concatBytes } from "../../../src/core/concat_bytes.ts";
import { Rng } from "../../../src/core/rng.ts";
import { isWeftError } from "../../../src/core/is_weft_error.ts";
import { encodeMessage } from "../../../src/kernel/wire/encode_message.ts";
import { frameHeader } from "../../../src/kernel/wire/frame_header.ts";
import { FrameReader } from "../../../src/kernel/wire/frame_reader.ts";
import { bytes, cut } from "./bytes.ts";
import assert from "node:assert/strict";

Deno.test("frameHeader() has 2 bytes up to 255 bytes of body and 9 above, with its flags", () => {
  const header = (
    length: number,
    more: boolean,
    command = false,
  ) => [...frameHeader({ more, command, body: new Uint8Array(length) })];
  assert.deepEqual(header(0, false), [0, 0]);
  assert.deepEqual(header(255, true), [1, 255]);
  assert.deepEqual(header(256, false), [2, 0, 0, 0, 0, 0, 0, 1, 0]);
  assert.deepEqual(header(3, false, true), [4, 3]);
});

Deno.test("encodeMessage() puts small frames into one chunk and copies no large body", () => {
  const large = new Uint8Array(70_000);
  assert.equal(encodeMessage([new Uint8Array(3), new Uint8Array(0), new Uint8Array(300)]).length, 1);
  const chunks = encodeMessage([new Uint8Array(3), large, new Uint8Array(1)]);
  assert.equal(chunks.length, 3);
  assert.equal(chunks[1], large);
  assert.deepEqual(encodeMessage([]), []);
});

Deno.test("FrameReader reads what encodeMessage() writes, however the bytes are cut", () => {
  const rng = new Rng(5);
  for (let round = 0; round < 60; round++) {
    const sizes = Array.from(
      { length: 1 + rng.integer(6) },
      () => [0, 1, 254, 255, 256, 257, 65535, 65536, 200_000][rng.integer(9)]!,
    );
    const parts = sizes.map((size) => bytes(rng, size));
    const reader = new FrameReader(1 << 20);
    const frames = cut(rng, concatBytes(encodeMessage(parts))).flatMap((chunk) => reader.push(chunk));
    assert.deepEqual(frames.map(({ body }) => body), parts);
    assert.deepEqual(frames.map(({ more }) => more), parts.map((_, i) => i < parts.length - 1));
  }
});

Deno.test("FrameReader keeps no reference to the chunk it was given", () => {
  const reader = new FrameReader(10);
  const chunk = new Uint8Array([0, 2, 7, 8]);
  const [frame] = reader.push(chunk);
  chunk.fill(0);
  assert.deepEqual([...frame!.body], [7, 8]);
});

Deno.test("FrameReader refuses a frame over the limit before its body comes, and unknown flags", () => {
  const refused = (header: number[], message: RegExp) =>
    assert.throws(
      () => new FrameReader(1000).push(new Uint8Array(header)),
      (error) => isWeftError(error, "Corrupt") && message.test(error.message),
    );
  refused([2, 0, 0, 0, 0, 0, 0, 3, 233], /at most 1000 bytes but found 1001/);
  refused([2, 255, 255, 255, 255, 255, 255, 255, 255], /at most 1000 bytes/);
  refused([8, 0], /flags 8/);
});

Deno.test("FrameReader asks for room as bytes come, not for what a header claims", () => {
  const reader = new FrameReader(2 ** 40);
  const before = Deno.memoryUsage().external;
  reader.push(new Uint8Array([2, 0, 0, 0, 128, 0, 0, 0, 0]));
  reader.push(new Uint8Array(1000));
  assert(Deno.memoryUsage().external - before < 2 ** 24);
});
