import assert from "node:assert/strict";
import { isWeftError } from "../../../src/core/is_weft_error.ts";
import { Rng } from "../../../src/core/rng.ts";
import { Codec } from "../../../src/kernel/wire/codec.ts";
import { Signer } from "../../../src/kernel/wire/signer.ts";
import { decodeText, encodeText } from "../../../src/kernel/wire/text.ts";
import { bytes } from "./bytes.ts";

const KEY = "a key";

Deno.test("Signer.sign() is HMAC-SHA256 over the parts, and nothing without a key", () => {
  // Computed by: printf 'ab' | openssl dgst -sha256 -hmac key
  const signature = new Signer("key").sign([encodeText("a"), encodeText("b")]);
  assert.equal(signature, "5c1c0c948cbef5ad7d191e46e5901fa0395f85f694fa4633f665a1a637017b65");
  assert.equal(new Signer("").sign([encodeText("a")]), "");
  assert(new Signer("").verify([encodeText("a")], encodeText("whatever")));
});

Deno.test("Codec.decode() reads what encode() writes, with identities and buffers", () => {
  const codec = new Codec(KEY);
  const buffers = [new Uint8Array([1, 2]), new Uint8Array()];
  const identities = [encodeText("who")];
  const parent = { "msg_id": "p" };
  const parts = codec.encode({
    type: "stream",
    content: { text: "ü" },
    parent,
    metadata: { m: 1 },
    buffers,
    identities,
  });
  const message = codec.decode(parts);
  assert.equal(message.type, "stream");
  assert.deepEqual(message.content, { text: "ü" });
  assert.deepEqual(message.parent, parent);
  assert.deepEqual(message.metadata, { m: 1 });
  assert.deepEqual(message.buffers, buffers);
  assert.deepEqual(message.identities, identities);
  assert.equal(decodeText(message.parts[0]!), "<IDS|MSG>");
  assert.deepEqual(codec.decode(message.parts).header, message.header);
});

Deno.test("Codec.encode() keeps a header that it is given", () => {
  const codec = new Codec(KEY);
  const header = { "msg_id": "x", "msg_type": "stream", session: "s" };
  assert.deepEqual(codec.decode(codec.encode({ type: "stream", content: {}, header })).header, header);
});

Deno.test("Codec.decode() refuses a message with any byte of its signed parts or its signature changed", () => {
  const codec = new Codec(KEY);
  const parts = codec.encode({ type: "a", content: { code: "1" } });
  for (const i of [1, 2, 3, 4, 5]) {
    const changed = parts.map((part) => part.slice());
    changed[i]![changed[i]!.length >> 1]! ^= 1;
    assert.throws(() => codec.decode(changed), (error) => isWeftError(error, "Permission"), `part ${i}`);
  }
  assert.throws(() => new Codec("another").decode(parts), /signed with the kernel's key but found another/);
  const unsigned = parts.with(1, new Uint8Array());
  assert.throws(() => codec.decode(unsigned), (error) => isWeftError(error, "Permission"));
});

Deno.test("Codec.decode() refuses what is no message, also rightly signed", () => {
  const codec = new Codec("");
  const refused = (texts: string[]) =>
    assert.throws(() => codec.decode(texts.map(encodeText)), (error) => isWeftError(error, "Corrupt"), texts.join());
  const header = `{"msg_id":"1","msg_type":"t"}`;
  refused([]);
  refused(["<IDS|MSG>", "", header, "{}", "{}"]);
  refused(["<IDS|MSG>", "", header, "{}", "{}", "not JSON"]);
  refused(["<IDS|MSG>", "", header, "{}", "[]", "{}"]);
  refused(["<IDS|MSG>", "", header, "null", "{}", "{}"]);
  refused(["<IDS|MSG>", "", "{}", "{}", "{}", "{}"]);
  refused(["<IDS|MSG>", "", `{"msg_id":1,"msg_type":"t"}`, "{}", "{}", "{}"]);
});

Deno.test("Codec.decode() answers random parts by a tagged error", () => {
  const rng = new Rng(9);
  const codec = new Codec("");
  for (let round = 0; round < 200; round++) {
    const parts = Array.from({ length: rng.integer(9) }, () => bytes(rng, rng.integer(30)));
    parts.splice(rng.integer(3), 0, encodeText("<IDS|MSG>"));
    assert.throws(() => codec.decode(parts), (error) => isWeftError(error, "Corrupt"));
  }
});
