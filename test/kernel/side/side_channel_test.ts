import assert from "node:assert/strict";
import { isWeftError } from "../../../src/core/is_weft_error.ts";
import { Inside } from "../../../src/kernel/side/inside.ts";
import type { CommMessage } from "../../../src/kernel/side/kernel_port.ts";
import { decodeSide, encodeSide, FENCE, TICKET, type ToInside } from "../../../src/kernel/side/protocol.ts";
import { SideChannel } from "../../../src/kernel/side/side_channel.ts";
import { dial } from "../../../src/kernel/wire/dial.ts";
import type { Json, Message } from "../../../src/kernel/wire/message.ts";
import type { Parts } from "../../../src/kernel/wire/parts.ts";
import { encodeText } from "../../../src/kernel/wire/text.ts";
import { message } from "../session/fakes.ts";

interface Broadcast {
  readonly name: string;
  readonly content: Json;
  readonly metadata: Json;
  readonly buffers: Parts;
}

/** Both halves of a side channel, connected. */
async function sideOf() {
  const errors: unknown[] = [];
  const published: unknown[][] = [];
  const side = new SideChannel({
    published: (...args) => published.push(args),
    running: () => ({ cell: "c", run: "r" }),
    failed: (error) => errors.push(error),
  });
  const [port, token, watchToken] = JSON.parse(side.address) as [number, string, string];
  const peer = await dial({ port, socketType: "PAIR" });
  const printed: string[] = [];
  const pressed = { count: 0 };
  const broadcasts: Broadcast[] = [];
  const thrown: unknown[] = [];
  const inside = new Inside(peer, {
    print: (line) => printed.push(line),
    broadcast: (name, content, extra) => {
      if (name === "fails") return Promise.reject(new TypeError("refused"));
      broadcasts.push({ name, content, ...extra });
      return Promise.resolve();
    },
    valueOf: () => 42,
    pressed: () => pressed.count,
    failed: (error) => thrown.push(error),
  });
  const running = inside.run(token);
  await until(() => side.connected);
  const end = async () => {
    side.close();
    await running;
    peer.close();
    await new Promise((resolve) => setTimeout(resolve, 5));
  };
  return { side, inside, port, token, watchToken, pressed, errors, published, printed, broadcasts, thrown, end };
}

async function until(condition: () => boolean): Promise<void> {
  for (let i = 0; i < 400 && !condition(); i++) await new Promise((resolve) => setTimeout(resolve, 5));
  assert(condition());
}

const interrupt = (id: string, count = 1): ToInside & { id: string } => ({ type: "interrupt", id, count });

Deno.test("decodeSide() reads what encodeSide() writes and refuses the rest", () => {
  const fence = { type: "fence", id: "1" } as const;
  assert.deepEqual(decodeSide(encodeSide(fence, [new Uint8Array(1)])), fence);
  for (const parts of [[], [encodeText("{")], [encodeText("3")], [encodeText("{}")]]) {
    assert.throws(() => decodeSide(parts), (error) => isWeftError(error, "Corrupt"));
  }
});

Deno.test("Inside prints and displays the mark of a fence", async () => {
  const { side, printed, broadcasts, end } = await sideOf();
  side.say({ type: "fence", id: "mark" });
  await until(() => broadcasts.length === 1);
  assert.deepEqual(printed, ["mark"]);
  assert.deepEqual(broadcasts, [{ name: FENCE, content: { id: "mark" }, metadata: {}, buffers: [] }]);
  await end();
});

Deno.test("Inside says how many heard an interrupt and calls all, also behind one that throws", async () => {
  const { side, inside, thrown, end } = await sideOf();
  assert.deepEqual(await side.ask(interrupt("1"), 1000), { type: "heard", id: "1", listeners: 0 });
  const calls: string[] = [];
  const stop = inside.port.onInterrupt(() => {
    throw new TypeError("mine");
  });
  inside.port.onInterrupt(() => calls.push("second"));
  assert.deepEqual(await side.ask(interrupt("2"), 1000), { type: "heard", id: "2", listeners: 2 });
  await until(() => calls.length === 1);
  assert.deepEqual(thrown.map(String), ["TypeError: mine"]);
  stop();
  assert.deepEqual(await side.ask(interrupt("3"), 1000), { type: "heard", id: "3", listeners: 1 });
  await end();
});

Deno.test("SideChannel.ask() has no answer when none comes in time, or nobody is there", async () => {
  const errors: unknown[] = [];
  const side = new SideChannel({
    published: () => undefined,
    running: () => null,
    failed: (error) => errors.push(error),
  });
  assert.equal(await side.ask(interrupt("1"), 1000), undefined);
  const [port, token] = JSON.parse(side.address) as [number, string];
  const silent = await dial({ port, socketType: "PAIR" });
  silent.send(encodeSide({ type: "hello", token }));
  await until(() => side.connected);
  assert.equal(await side.ask(interrupt("2"), 20), undefined);
  silent.close();
  await until(() => !side.connected);
  side.close();
});

Deno.test("SideChannel lets in who knows the token, once, and outlives all others", async () => {
  const { side, port, token, errors, inside, end } = await sideOf();
  for (const text of [`{"type":"hello","token":"guess"}`, JSON.stringify({ type: "hello", token }), "noise"]) {
    const other = await dial({ port, socketType: "PAIR" });
    other.send([encodeText(text)]);
    if (text === "noise") other.close();
    else assert.equal(await other.next(), undefined);
    other.close();
  }
  await until(() => errors.length === 3);
  assert.equal(errors.filter((error) => isWeftError(error, "Permission")).length, 2);
  assert.equal(errors.filter((error) => isWeftError(error, "Corrupt")).length, 1);
  inside.port.onInterrupt(() => undefined);
  assert.equal((await side.ask(interrupt("1"), 1000))?.type, "heard");
  await end();
});

Deno.test("KernelPort.publish() sends what is large ahead and a ticket in its place, in order with the rest", async () => {
  const { side, inside, broadcasts, end } = await sideOf();
  const large = new Uint8Array(200_000).fill(5);
  const small = new Uint8Array([1]);
  const text = "x".repeat(100_000);
  void inside.port.publish("comm_msg", { n: 1 }, { buffers: [large], metadata: { v: 1 } });
  void inside.port.publish("comm_msg", { n: 2 }, { buffers: [small] });
  await inside.port.publish("display_data", { text });
  assert.deepEqual(broadcasts.map(({ name }) => name), ["comm_msg", "comm_msg", "display_data"]);
  assert.deepEqual(broadcasts.map(({ content }) => content), [{}, { n: 2 }, {}]);
  assert.deepEqual(broadcasts.map(({ buffers }) => buffers), [[], [small], []]);
  assert.equal(broadcasts[0]!.metadata["v"], 1);
  const claim = (i: number) => side.claim(String(broadcasts[i]!.metadata[TICKET]));
  assert.deepEqual(claim(0), [encodeText(`{"n":1}`), large]);
  assert.equal(claim(0), undefined);
  assert.deepEqual(claim(2), [encodeText(JSON.stringify({ text }))]);
  await end();
});

Deno.test("KernelPort.publish() goes on after a message that could not be published", async () => {
  const { inside, broadcasts, end } = await sideOf();
  const circle: Record<string, unknown> = {};
  circle["self"] = circle;
  await assert.rejects(inside.port.publish("display_data", circle), TypeError);
  await assert.rejects(inside.port.publish("fails", {}), /refused/);
  await inside.port.publish("display_data", {});
  assert.deepEqual(broadcasts.map(({ name }) => name), ["display_data"]);
  await end();
});

Deno.test("KernelPort.publish() with a parent goes out by the kernel, which knows whom to answer", async () => {
  const { inside, published, end } = await sideOf();
  const buffers = [new Uint8Array([3])];
  await inside.port.publish("comm_msg", { a: 1 }, { parent: { "msg_id": "p" }, buffers, metadata: { v: 2 } });
  await until(() => published.length === 1);
  assert.deepEqual(published[0], ["comm_msg", { "msg_id": "p" }, { a: 1 }, { v: 2 }, buffers]);
  await end();
});

Deno.test("Inside hands comms to those who listen, and closes what nobody takes", async () => {
  const { side, inside, published, end } = await sideOf();
  const open: Message = message("comm_open", { "comm_id": "9", "target_name": "t" }, {
    buffers: [new Uint8Array([4])],
  });
  side.comm(open);
  await until(() => published.length === 1);
  assert.equal(published[0]![0], "comm_close");
  assert.deepEqual(published[0]![1], open.header);
  assert.deepEqual(published[0]![2], { "comm_id": "9", data: {} });
  const heard: CommMessage[] = [];
  inside.port.onComm((taken) => heard.push(taken));
  side.comm(open);
  await until(() => heard.length === 1);
  assert.equal(heard[0]!.name, "comm_open");
  assert.deepEqual(heard[0]!.content, open.content);
  assert.deepEqual(heard[0]!.header, open.header);
  assert.deepEqual(heard[0]!.buffers, open.buffers);
  await end();
});

Deno.test("Inside answers what is known about a name", async () => {
  const { side, end } = await sideOf();
  const content = { code: "x", "cursor_pos": 1 };
  const answer = await side.ask({ type: "inspect", id: "1", content }, 1000);
  assert(answer?.type === "inspected");
  assert.deepEqual(answer.content["data"], { "text/plain": "x: 42" });
  await end();
});

Deno.test("KernelPort.cell() asks which cell runs", async () => {
  const { inside, end } = await sideOf();
  assert.deepEqual(await Promise.all([inside.port.cell(), inside.port.cell()]), Array(2).fill({ cell: "c", run: "r" }));
  await end();
});

Deno.test("SideChannel knows whether something listens to interrupt", async () => {
  const { side, inside, end } = await sideOf();
  assert.equal(side.listening, false);
  const first = inside.port.onInterrupt(() => undefined);
  const second = inside.port.onInterrupt(() => undefined);
  await until(() => side.listening);
  first();
  assert.equal((await side.ask(interrupt("1"), 1000))?.type, "heard");
  assert.equal(side.listening, true);
  second();
  await until(() => !side.listening);
  await end();
});

Deno.test("Inside closes a comm that every listener leaves to others", async () => {
  const { side, inside, published, end } = await sideOf();
  inside.port.onComm(() => false);
  const forget = inside.port.onComm(() => true);
  side.comm(message("comm_open", { "comm_id": "1", "target_name": "t" }));
  side.comm(message("comm_msg", { "comm_id": "1", data: {} }));
  await side.ask(interrupt("1"), 1000);
  forget();
  side.comm(message("comm_msg", { "comm_id": "3", data: {} }));
  side.comm(message("comm_open", { "comm_id": "2", "target_name": "t" }));
  await until(() => published.length === 1);
  assert.deepEqual(published[0]![2], { "comm_id": "2", data: {} });
  await end();
});

Deno.test("KernelPort.takeStop() tells of stop once, and not when listeners have been called for it", async () => {
  const { side, inside, pressed, end } = await sideOf();
  assert.equal(inside.port.takeStop(), false);
  pressed.count = 1;
  assert.deepEqual([inside.port.takeStop(), inside.port.takeStop()], [true, false]);
  await side.ask(interrupt("1", 2), 1000);
  pressed.count = 2;
  assert.equal(inside.port.takeStop(), false);
  pressed.count = 3;
  assert.equal(inside.port.takeStop(), true);
  await end();
});

Deno.test("SideChannel.interrupt() tells the code inside, and the thread beside it how often so far", async () => {
  const { side, inside, port, watchToken, errors, end } = await sideOf();
  const watch = await dial({ port, socketType: "PAIR" });
  watch.send(encodeSide({ type: "hello", token: watchToken }));
  const again = await dial({ port, socketType: "PAIR" });
  again.send(encodeSide({ type: "hello", token: watchToken }));
  assert.equal(await again.next(), undefined);
  again.close();
  assert.equal(errors.filter((error) => isWeftError(error, "Permission")).length, 1);
  let stopped = 0;
  inside.port.onInterrupt(() => stopped++);
  for (const count of [1, 2]) {
    assert.equal((await side.interrupt(1000))?.type, "heard");
    assert.deepEqual(decodeSide(await watch.next() ?? []), { type: "pressed", count });
  }
  await until(() => stopped === 2);
  watch.close();
  await end();
});
