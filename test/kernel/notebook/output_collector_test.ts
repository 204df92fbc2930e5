import assert from "node:assert/strict";
import { OutputCollector } from "../../../src/kernel/notebook/output_collector.ts";
import type { Json, Message } from "../../../src/kernel/wire/message.ts";
import { message } from "../session/fakes.ts";

const from = (id: string, type: string, content: Json): Message => message(type, content, { parent: { "msg_id": id } });
const stream = (id: string, name: string, text: string) => from(id, "stream", { name, text });
const shown = (text: string, id?: string): Json => ({
  data: { "text/plain": text },
  metadata: {},
  ...(id === undefined ? {} : { transient: { "display_id": id } }),
});
const clear = (id: string, wait: boolean) => from(id, "clear_output", { wait });

/** What cells a and b have after messages, in short. */
function after(...messages: Message[]): { a: string[]; b: string[] } {
  const collector = new OutputCollector();
  collector.begin("a");
  collector.begin("b");
  for (const one of messages) collector.take(one);
  const short = (id: string) =>
    collector.outputs(id).map((output) => {
      if (output.output_type === "stream") return `${output.name}:${output.text}`;
      return "data" in output ? `${output.output_type}:${output.data["text/plain"]}` : output.ename;
    });
  return { a: short("a"), b: short("b") };
}

Deno.test("OutputCollector joins what follows on one stream, and only that", () => {
  const { a, b } = after(
    stream("a", "stdout", "1"),
    stream("b", "stdout", "x"),
    stream("a", "stdout", "2\n"),
    stream("a", "stderr", "e"),
    stream("a", "stdout", "3"),
    from("a", "display_data", shown("d")),
    stream("a", "stdout", "4"),
    stream("nobody", "stdout", "?"),
  );
  assert.deepEqual(a, ["stdout:12\n", "stderr:e", "stdout:3", "display_data:d", "stdout:4"]);
  assert.deepEqual(b, ["stdout:x"]);
});

Deno.test("OutputCollector changes every display of an id, in whatever cell it stands, whoever asks", () => {
  const { a, b } = after(
    from("a", "display_data", shown("1", "i")),
    from("a", "display_data", shown("other", "j")),
    from("b", "execute_result", { ...shown("2", "i"), "execution_count": 3 }),
    from("nobody", "update_display_data", shown("3", "i")),
  );
  assert.deepEqual(a, ["display_data:3", "display_data:other"]);
  assert.deepEqual(b, ["execute_result:3"]);
});

Deno.test("OutputCollector clears at once, or when the next output comes", () => {
  const one = stream("a", "stdout", "1");
  const two = stream("a", "stdout", "2");
  assert.deepEqual(after(one, clear("a", false)).a, []);
  assert.deepEqual(after(one, clear("a", true)).a, ["stdout:1"]);
  assert.deepEqual(after(one, clear("a", true), two, two).a, ["stdout:22"]);
  assert.deepEqual(after(one, clear("a", true), clear("a", false), two).a, ["stdout:2"]);
  const display = from("a", "display_data", shown("1", "i"));
  const update = from("a", "update_display_data", shown("2", "i"));
  assert.deepEqual(after(display, clear("a", false), update).a, []);
  assert.deepEqual(after(display, clear("a", true), update, two).a, ["stdout:2"]);
});

Deno.test("OutputCollector keeps errors and results whole, and takes nothing that is no output", () => {
  const collector = new OutputCollector();
  collector.begin("a");
  const error = { ename: "E", evalue: "v", traceback: ["1", "2"] };
  collector.take(from("a", "execute_input", { code: "1" }));
  collector.take(from("a", "status", { "execution_state": "busy" }));
  collector.take(from("a", "comm_msg", { data: {} }));
  collector.take(from("a", "error", { ...error, status: "error" }));
  collector.take(from("a", "execute_result", { ...shown("1"), "execution_count": 7 }));
  assert.deepEqual(collector.outputs("a"), [
    { "output_type": "error", ...error },
    { "output_type": "execute_result", data: { "text/plain": "1" }, metadata: {}, "execution_count": 7 },
  ]);
});

Deno.test("OutputCollector shows a line of progress as a terminal would, over all its pieces", () => {
  const pieces = Array.from({ length: 1000 }, (_, i) => stream("a", "stdout", `\repoch ${i}`));
  assert.deepEqual(after(...pieces, stream("a", "stdout", "\ndone\n")).a, ["stdout:epoch 999\ndone\n"]);
});
