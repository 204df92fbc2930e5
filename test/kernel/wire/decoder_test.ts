import { concatBytes } from "../../../src/core/concat_bytes.ts";
import { isWeftError } from "../../../src/core/is_weft_error.ts";
import { Rng } from "../../../src/core/rng.ts";
import { Decoder, type Heard } from "../../../src/kernel/wire/decoder.ts";
import { encodeMessage } from "../../../src/kernel/wire/encode_message.ts";
import { frameHeader } from "../../../src/kernel/wire/frame_header.ts";
import { greeting } from "../../../src/kernel/wire/greeting.ts";
import { decodeReady, encodeReady } from "../../../src/kernel/wire/ready.ts";
import { encodeText } from "../../../src/kernel/wire/text.ts";
import { bytes, cut } from "./bytes.ts";
import assert from "node:assert/strict";

function opening(): Uint8Array {
  const body = encodeReady("DEALER", encodeText("me"));
  return concatBytes([greeting(), frameHeader({ more: false, command: true, body }), body]);
}

Deno.test("decodeReady() reads what encodeReady() writes, and no identity as none", () => {
  assert.deepEqual(decodeReady(encodeReady("ROUTER", encodeText("a1"))), { socketType: "ROUTER", identity: "6131" });
  assert.deepEqual(decodeReady(encodeReady("SUB")), { socketType: "SUB", identity: "" });
});

Deno.test("decodeReady() refuses another command and one that is cut off anywhere", () => {
  const whole = encodeReady("DEALER", encodeText("me"));
  assert.throws(() => decodeReady(encodeText("\x05ERROR")), /command READY but found 'ERROR'/);
  const lengths = [6, 6 + 1 + 11 + 4 + 6, whole.length];
  for (let n = 0; n < whole.length; n++) {
    if (lengths.includes(n)) assert.doesNotThrow(() => decodeReady(whole.subarray(0, n)));
    else assert.throws(() => decodeReady(whole.subarray(0, n)), (error) => isWeftError(error, "Corrupt"));
  }
});

Deno.test("Decoder hears who is there and then each message, however the bytes are cut", () => {
  const rng = new Rng(11);
  for (let round = 0; round < 40; round++) {
    const messages = Array.from(
      { length: 4 },
      () => Array.from({ length: 1 + rng.integer(5) }, () => bytes(rng, rng.integer(2) ? rng.integer(600) : 0)),
    );
    const stream = concatBytes([opening(), ...messages.flatMap((parts) => encodeMessage(parts))]);
    const decoder = new Decoder(1 << 20);
    const heard = cut(rng, stream).flatMap((chunk) => decoder.push(chunk));
    const expected: Heard[] = [{ kind: "ready", ready: { socketType: "DEALER", identity: "6d65" } }];
    assert.deepEqual(heard, [...expected, ...messages.map((parts) => ({ kind: "message", parts }))]);
  }
});

Deno.test("Decoder passes over commands between messages", () => {
  const decoder = new Decoder(1000);
  decoder.push(opening());
  const ping = encodeText("\x04PING");
  assert.deepEqual(decoder.push(concatBytes([frameHeader({ more: false, command: true, body: ping }), ping])), []);
  assert.equal(decoder.push(concatBytes(encodeMessage([encodeText("a")]))).length, 1);
});

Deno.test("Decoder refuses a wrong greeting, an older version, another mechanism and a message before READY", () => {
  const changed = (at: number, value: number) => {
    const bytes = greeting();
    bytes[at] = value;
    return bytes;
  };
  const refused = (stream: Uint8Array, tag: "Corrupt" | "Unsupported", message: RegExp) =>
    assert.throws(
      () => new Decoder(1000).push(stream),
      (error) => isWeftError(error, tag) && message.test(error.message),
    );
  refused(changed(0, 1), "Corrupt", /a greeting of ZMTP/);
  refused(encodeText("GET / HTTP/1.1\r\n".repeat(8)), "Corrupt", /a greeting of ZMTP/);
  refused(changed(10, 2), "Unsupported", /version 2/);
  refused(changed(12, 80), "Unsupported", /'PULL'/);
  refused(concatBytes([greeting(), ...encodeMessage([encodeText("x")])]), "Corrupt", /READY but found a message/);
});

Deno.test("Decoder refuses a message whose parts together are over the limit", () => {
  const decoder = new Decoder(1000);
  decoder.push(opening());
  const parts = Array.from({ length: 11 }, () => new Uint8Array(100));
  assert.throws(() => decoder.push(concatBytes(encodeMessage(parts))), /at most 1000 bytes in 65536 parts/);
});

Deno.test("Decoder answers random bytes by Corrupt or Unsupported, or waits for more", () => {
  const rng = new Rng(3);
  for (let round = 0; round < 300; round++) {
    const noise = bytes(rng, rng.integer(400));
    const stream = rng.integer(2) ? concatBytes([opening(), noise]) : concatBytes([greeting(), noise]);
    try {
      new Decoder(10_000).push(stream);
    } catch (error) {
      assert(isWeftError(error, "Corrupt") || isWeftError(error, "Unsupported"), String(error));
    }
  }
});
