import assert from "node:assert/strict";
import { upload } from "../../../widgets/shared/upload.ts";
import { Uploads } from "../../../src/bridge/upload.ts";

/** Plays the kernel at the other end. */
function kernel() {
  const uploads = new Uploads();
  const whole: { content: unknown; buffers: readonly Uint8Array[] }[] = [];
  let messages = 0;
  const send = (content: unknown, _callbacks?: unknown, buffers: ArrayBuffer[] = []) => {
    messages++;
    const message = uploads.take(content, buffers.map((buffer) => new Uint8Array(buffer)));
    if (message) whole.push(message);
  };
  return { model: { send }, whole, messages: () => messages };
}

Deno.test("upload() of little is one message", () => {
  const { model, whole, messages } = kernel();
  upload(model, { kind: "image" }, new Uint8Array([1, 2, 3]).subarray(1));
  assert.equal(messages(), 1);
  assert.deepEqual(whole.map(({ content }) => content), [{ kind: "image" }]);
  assert.deepEqual([...whole[0]!.buffers[0]!], [2, 3]);
});

Deno.test("upload() of much comes in parts that the kernel joins", () => {
  const { model, whole, messages } = kernel();
  const data = new Uint8Array(9 * 1024 * 1024 + 5);
  for (let i = 0; i < data.length; i += 4099) data[i] = i % 251;
  upload(model, { kind: "image" }, data);
  assert.equal(messages(), 3);
  assert.deepEqual(whole[0]!.content, { kind: "image" });
  assert(whole[0]!.buffers[0]!.every((byte, i) => byte === data[i]));
});
