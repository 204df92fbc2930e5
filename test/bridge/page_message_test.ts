import assert from "node:assert/strict";
import { MESSAGE_LIMIT, readPageMessage } from "../../src/bridge/page_message.ts";
import { isWeftError } from "../../src/core/is_weft_error.ts";

Deno.test("readPageMessage() reads updates with their binary parts, messages and questions", () => {
  const bytes = new Uint8Array([1]);
  assert.deepEqual(
    readPageMessage({ method: "update", state: { a: 1, list: [null] }, buffer_paths: [["list", 0]] }, [bytes]),
    { method: "update", state: { a: 1, list: [bytes] } },
  );
  assert.deepEqual(readPageMessage({ method: "custom", content: 3 }, [bytes]), {
    method: "custom",
    content: 3,
    buffers: [bytes],
  });
  assert.deepEqual(readPageMessage({ method: "request_state" }, []), { method: "request_state" });
});

const wrong: Record<string, unknown> = {
  "nothing": undefined,
  "null": null,
  "a text": "update",
  "a list": [],
  "no method": {},
  "another method": { method: "constructor" },
  "an update without a state": { method: "update" },
  "an update whose state is a list": { method: "update", state: [] },
  "an update whose state is null": { method: "update", state: null },
  "paths without parts": { method: "update", state: {}, buffer_paths: [["a"]] },
  "a path into the prototype": { method: "update", state: {}, buffer_paths: [["__proto__", "x"]] },
};

for (const [what, data] of Object.entries(wrong)) {
  Deno.test(`readPageMessage() refuses ${what}`, () => {
    assert.throws(() => readPageMessage(data, []), (error) => isWeftError(error, "Corrupt"));
  });
}

Deno.test("readPageMessage() refuses more bytes than a message may have", () => {
  const half = new Uint8Array(MESSAGE_LIMIT / 2 + 1);
  assert.throws(
    () => readPageMessage({ method: "custom" }, [half, half]),
    (error) => isWeftError(error, "Corrupt") && /67108866/.test(error.message),
  );
  assert.equal(readPageMessage({ method: "custom" }, [half]).method, "custom");
});
