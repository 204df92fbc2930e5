import assert from "node:assert/strict";
import { Uploads } from "../../src/bridge/upload.ts";
import { isWeftError } from "../../src/core/is_weft_error.ts";
import { Rng } from "../../src/core/rng.ts";

const part = (upload: string, part: number, parts: number, content?: unknown) => ({
  kind: "weft.upload",
  upload,
  part,
  parts,
  ...(content === undefined ? {} : { content }),
});
const MIB = 2 ** 20;

Deno.test("Uploads lets other messages pass", () => {
  const uploads = new Uploads();
  const buffers = [new Uint8Array(3)];
  for (const content of [{ kind: "hover" }, null, 3, "text", [1]]) {
    assert.deepEqual(uploads.take(content, buffers), { content, buffers });
  }
});

Deno.test("Uploads joins parts in any order, several uploads at once", () => {
  const rng = new Rng(1);
  const uploads = new Uploads();
  const whole = ["a", "b", "c"].map((name) => ({
    name,
    bytes: Uint8Array.from({ length: 1000 + rng.integer(50) }, () => rng.integer(256)),
  }));
  const messages = whole.flatMap(({ name, bytes }) =>
    Array.from({ length: 7 }, (_, i) => ({
      content: part(name, i, 7, i === 3 ? { kind: "image", name } : undefined),
      bytes: bytes.subarray(Math.floor(bytes.length * i / 7), Math.floor(bytes.length * (i + 1) / 7)),
    }))
  );
  const done = [];
  for (const i of rng.permutation(messages.length)) {
    const result = uploads.take(messages[i]!.content, [messages[i]!.bytes]);
    if (result) done.push(result);
  }
  assert.equal(uploads.size, 0);
  assert.equal(done.length, 3);
  for (const { content, buffers } of done) {
    const { name } = content as { name: string };
    assert.deepEqual(buffers, [whole.find((one) => one.name === name)!.bytes]);
  }
});

Deno.test("Uploads takes an upload of one part, and empty parts", () => {
  const uploads = new Uploads();
  assert.deepEqual(uploads.take(part("a", 0, 1, { kind: "x" }), [new Uint8Array()]), {
    content: { kind: "x" },
    buffers: [new Uint8Array()],
  });
});

const wrong: Record<string, [content: object, buffers?: number]> = {
  "a number beyond the parts": [part("a", 2, 2)],
  "a negative number": [part("a", -1, 2)],
  "a fractional number": [part("a", 0.5, 2)],
  "no number": [{ kind: "weft.upload", upload: "a", parts: 2 }],
  "no parts": [part("a", 0, 0)],
  "too many parts": [part("a", 0, 1e9)],
  "parts that are no number": [part("a", 0, "2" as never)],
  "no name": [{ kind: "weft.upload", part: 0, parts: 2 }],
  "a name without end": [part("a".repeat(101), 0, 2)],
  "no bytes": [part("a", 0, 2), 0],
  "two buffers": [part("a", 0, 2), 2],
};

for (const [what, [content, buffers = 1]] of Object.entries(wrong)) {
  Deno.test(`Uploads refuses a part with ${what}, and holds nothing of it`, () => {
    const uploads = new Uploads();
    assert.throws(
      () => uploads.take(content, Array(buffers).fill(new Uint8Array(1))),
      (error) => isWeftError(error, "Corrupt"),
    );
    assert.equal(uploads.size, 0);
  });
}

Deno.test("Uploads drops an upload whose part comes twice or that changes its number of parts", () => {
  for (const second of [part("a", 0, 2), part("a", 1, 3)]) {
    const uploads = new Uploads();
    uploads.take(part("a", 0, 2), [new Uint8Array(1)]);
    assert.throws(() => uploads.take(second, [new Uint8Array(1)]), (error) => isWeftError(error, "Corrupt"));
    assert.equal(uploads.size, 0);
  }
});

Deno.test("Uploads takes 64 MiB and no more", () => {
  const uploads = new Uploads();
  const piece = new Uint8Array(4 * MIB);
  for (let i = 0; i < 15; i++) assert.equal(uploads.take(part("a", i, 16), [piece]), undefined);
  assert.equal(uploads.take(part("a", 15, 16), [piece])!.buffers[0]!.length, 64 * MIB);
  for (let i = 0; i < 16; i++) assert.equal(uploads.take(part("a", i, 17), [piece]), undefined);
  assert.throws(
    () => uploads.take(part("a", 16, 17), [new Uint8Array(1)]),
    (error) => isWeftError(error, "Unsupported") && /67108864 bytes/.test(error.message),
  );
  assert.equal(uploads.size, 0);
});

Deno.test("Uploads takes eight at once and no more", () => {
  const uploads = new Uploads();
  for (let i = 0; i < 8; i++) uploads.take(part(`u${i}`, 0, 2), [new Uint8Array(1)]);
  assert.throws(
    () => uploads.take(part("u8", 0, 2), [new Uint8Array(1)]),
    (error) => isWeftError(error, "Unsupported"),
  );
  assert.equal(uploads.size, 8);
  uploads.take(part("u3", 1, 2), [new Uint8Array(1)]);
  uploads.take(part("u8", 0, 2), [new Uint8Array(1)]);
  uploads.clear();
  assert.equal(uploads.size, 0);
});

Deno.test("Uploads forgets what a page does not go on with", async () => {
  const uploads = new Uploads(30);
  uploads.take(part("a", 0, 3), [new Uint8Array(1)]);
  await new Promise((resolve) => setTimeout(resolve, 20));
  uploads.take(part("a", 1, 3), [new Uint8Array(1)]);
  await new Promise((resolve) => setTimeout(resolve, 20));
  assert.equal(uploads.size, 1);
  await new Promise((resolve) => setTimeout(resolve, 30));
  assert.equal(uploads.size, 0);
});
