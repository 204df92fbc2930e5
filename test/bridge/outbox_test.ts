import assert from "node:assert/strict";
import { Outbox } from "../../src/bridge/outbox.ts";
import { dataOf, FakeHost } from "./fake_host.ts";

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** An outbox over values that a test changes. */
function outboxOf(host = new FakeHost()) {
  const values: Record<string, unknown> = { a: 1, b: 2 };
  const errors: unknown[] = [];
  const read = (names?: ReadonlySet<string>) =>
    names ? Object.fromEntries([...names].map((name) => [name, values[name]])) : { _esm: "x", ...values };
  const outbox = new Outbox({ host, id: "m", read, failed: (error) => errors.push(error) });
  const set = (change: Record<string, unknown>) => {
    Object.assign(values, change);
    outbox.changed(Object.keys(change));
  };
  const states = () => host.said("comm_msg", "update").map((message) => dataOf(message).state);
  return { host, outbox, set, states, errors };
}

Deno.test("Outbox opens the comm with everything, and every message names the comm and the protocol", async () => {
  const { host, outbox, set } = outboxOf();
  set({ a: 5 });
  outbox.send({ kind: "x" }, []);
  await outbox.close();
  assert.deepEqual(host.published.map(({ name }) => name), ["comm_open", "comm_msg", "comm_msg", "comm_close"]);
  for (const { content, metadata } of host.published) {
    assert.equal(content["comm_id"], "m");
    assert.deepEqual(metadata, { version: "2.1.0" });
  }
});

Deno.test("Outbox says at once what changed in one go, and gathers what comes after", async () => {
  const { host, outbox, set, states } = outboxOf();
  await outbox.flush();
  set({ a: 10 });
  set({ b: 20 });
  await wait(2);
  assert.deepEqual(states(), [{ a: 10, b: 20 }]);
  for (let i = 0; i < 10; i++) set({ a: i });
  await wait(2);
  assert.equal(states().length, 1);
  await wait(60);
  assert.deepEqual(states(), [{ a: 10, b: 20 }, { a: 9 }]);
  const [first, second] = host.said("comm_msg");
  assert(second!.at - first!.at >= 30, `${second!.at - first!.at} ms apart`);
});

Deno.test("Outbox reads a value when it leaves, not when it was set", async () => {
  const { host, outbox, set, states } = outboxOf();
  const gate = Promise.withResolvers<void>();
  await outbox.flush();
  host.gate = gate.promise;
  set({ a: 1.5 });
  await wait(5);
  set({ a: 2.5 });
  set({ a: 3.5 });
  gate.resolve();
  await outbox.flush();
  assert.deepEqual(states(), [{ a: 1.5 }, { a: 3.5 }]);
});

Deno.test("Outbox.flush() resolves when all is out, also when there is nothing", async () => {
  const { host, outbox, set } = outboxOf();
  const gate = Promise.withResolvers<void>();
  host.gate = gate.promise;
  set({ a: 2 });
  let done = false;
  const flushed = outbox.flush().then(() => done = true);
  await wait(20);
  assert.equal(done, false);
  gate.resolve();
  await flushed;
  assert.equal(host.said("comm_msg").length, 1);
  await outbox.flush();
});

Deno.test("Outbox.send() keeps the order of messages and of what was set between them", async () => {
  const { host, outbox, set } = outboxOf();
  await outbox.flush();
  for (let i = 0; i < 5; i++) {
    set({ a: i + 100 });
    outbox.send({ i }, []);
  }
  await outbox.flush();
  const said = host.said("comm_msg").map(dataOf);
  assert.deepEqual(said.filter(({ method }) => method === "custom").map(({ content }) => content), [
    { i: 0 },
    { i: 1 },
    { i: 2 },
    { i: 3 },
    { i: 4 },
  ]);
  assert.equal(said[0]!.method, "update", "what was set goes before the message");
  assert.deepEqual(said.findLast(({ method }) => method === "update")!.state, { a: 104 });
});

Deno.test("Outbox.send() lets a burst go at once", async () => {
  const { host, outbox } = outboxOf();
  let waited = false;
  const timer = setTimeout(() => waited = true);
  for (let i = 0; i < 50; i++) outbox.send({ i }, []);
  await outbox.flush();
  assert.equal(host.said("comm_msg").length, 50);
  assert.equal(waited, false, "no message waits for a timer");
  clearTimeout(timer);
});

Deno.test("Outbox.echoes() holds back only what was echoed, and only until the echo is through", async () => {
  const { outbox, set, states } = outboxOf();
  await outbox.flush();
  outbox.echoes(["a"]);
  set({ b: 7 });
  await wait(3);
  assert.deepEqual(states(), [{ b: 7 }]);
  set({ a: 8 });
  await wait(20);
  assert.equal(states().length, 1);
  await wait(60);
  assert.deepEqual(states(), [{ b: 7 }, { a: 8 }]);
  await wait(40);
  set({ a: 9 });
  await wait(3);
  assert.equal(states().length, 3);
});

Deno.test("Outbox.answerState() names the request as parent and leaves what waits as it is", async () => {
  const { host, outbox, set } = outboxOf();
  await outbox.flush();
  set({ a: 3 });
  outbox.answerState({ "msg_id": "r" });
  await outbox.flush();
  const answers = host.said("comm_msg").filter(({ parent }) => parent);
  assert.deepEqual(answers.map(({ parent }) => parent), [{ "msg_id": "r" }]);
  assert.deepEqual(dataOf(answers[0]!).state, { _esm: "x", a: 3, b: 2 });
});

Deno.test("Outbox.forget() drops what waits and says nothing any more", async () => {
  const { host, outbox, set } = outboxOf();
  await outbox.flush();
  set({ a: 3 });
  await wait(2);
  set({ a: 4 });
  outbox.forget();
  set({ a: 5 });
  await wait(60);
  assert.deepEqual(host.published.map(({ name }) => name), ["comm_open", "comm_msg"]);
});

Deno.test("Outbox tells what could not be sent, the opening too, and goes on", async () => {
  const host = new FakeHost();
  host.gate = Promise.reject(new TypeError("cut"));
  const { outbox, set, errors, states } = outboxOf(host);
  set({ a: 2 });
  await outbox.flush();
  host.gate = Promise.resolve();
  set({ a: 3 });
  await outbox.flush();
  assert.deepEqual(errors.map(String), ["TypeError: cut", "TypeError: cut"]);
  assert.deepEqual(states(), [{ a: 2 }, { a: 3 }]);
});
