import assert from "node:assert/strict";
import { isWeftError } from "../../src/core/is_weft_error.ts";
import { CHANNELS, type Connection, formatConnection, parseConnection } from "../../src/kernel/connection.ts";
import { freePorts } from "../../src/kernel/inner/free_ports.ts";

const CONNECTION: Connection = {
  ip: "127.0.0.1",
  key: "k",
  ports: { shell: 1, control: 2, stdin: 3, iopub: 4, hb: 5 },
};

Deno.test("parseConnection() reads what formatConnection() writes", () => {
  assert.deepEqual(parseConnection(formatConnection(CONNECTION)), CONNECTION);
});

Deno.test("parseConnection() refuses what is no connection file, and what it cannot serve", () => {
  const file = JSON.parse(formatConnection(CONNECTION));
  const refused = (text: string, tag: "Corrupt" | "Unsupported", message: RegExp) =>
    assert.throws(() => parseConnection(text), (error) => isWeftError(error, tag) && message.test(error.message), text);
  refused("", "Corrupt", /not JSON/);
  refused("3", "Corrupt", /no object/);
  refused(JSON.stringify({ ...file, transport: "ipc" }), "Unsupported", /ipc/);
  refused(JSON.stringify({ ...file, "signature_scheme": "hmac-md5" }), "Unsupported", /hmac-md5/);
  refused(JSON.stringify({ ...file, key: undefined }), "Corrupt", /no key/);
  for (const port of [0, 65536, 1.5, "80", undefined]) {
    refused(JSON.stringify({ ...file, "iopub_port": port }), "Corrupt", /no iopub_port/);
  }
});

Deno.test("freePorts() are five, all different", () => {
  const ports = freePorts();
  assert.deepEqual(Object.keys(ports), [...CHANNELS]);
  assert.equal(new Set(Object.values(ports)).size, 5);
});
