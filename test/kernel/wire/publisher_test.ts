import assert from "node:assert/strict";
import type { Peer } from "../../../src/kernel/wire/peer.ts";
import { Publisher } from "../../../src/kernel/wire/publisher.ts";
import { decodeText, encodeText } from "../../../src/kernel/wire/text.ts";

/** A connection that notes what it is sent; `queuedBytes` is set by the test. */
class FakePeer {
  queuedBytes = 0;
  readonly sent: string[] = [];
  #drained = (): void => undefined;
  send(parts: readonly Uint8Array[]): void {
    this.sent.push(parts.map(decodeText).join("|"));
  }
  drained(): Promise<void> {
    return new Promise((resolve) => this.#drained = resolve);
  }
  drain(): void {
    this.queuedBytes = 0;
    this.#drained();
  }
  get peer(): Peer {
    return this as unknown as Peer;
  }
}

const subscription = (topic: string, flag = 1) => [new Uint8Array([flag, ...encodeText(topic)])];

Deno.test("Publisher sends to those whose topics the first part begins with, once", () => {
  const publisher = new Publisher();
  const [all, some, none] = [new FakePeer(), new FakePeer(), new FakePeer()];
  for (const { peer } of [all, some, none]) publisher.add(peer);
  assert.equal(publisher.control(all.peer, subscription("")), "");
  assert.equal(publisher.control(some.peer, subscription("stream")), "stream");
  publisher.control(some.peer, subscription("str"));
  publisher.publish([encodeText("stream.stdout"), encodeText("x")]);
  publisher.publish([encodeText("status")]);
  assert.deepEqual(all.sent, ["stream.stdout|x", "status"]);
  assert.deepEqual(some.sent, ["stream.stdout|x"]);
  assert.deepEqual(none.sent, []);
});

Deno.test("Publisher forgets topics that are taken back and connections that have ended, and passes over other bytes", () => {
  const publisher = new Publisher();
  const fake = new FakePeer();
  publisher.add(fake.peer);
  publisher.control(fake.peer, subscription("a"));
  assert.equal(publisher.control(fake.peer, subscription("a", 0)), undefined);
  assert.equal(publisher.control(fake.peer, subscription("never", 0)), undefined);
  assert.equal(publisher.control(fake.peer, subscription("x", 7)), undefined);
  assert.equal(publisher.control(fake.peer, []), undefined);
  publisher.publish([encodeText("a")]);
  publisher.control(fake.peer, subscription(""));
  publisher.remove(fake.peer);
  publisher.publish([encodeText("a")]);
  assert.deepEqual(fake.sent, []);
});

Deno.test("Publisher.keepUp() waits until a slow subscriber has room", async () => {
  const publisher = new Publisher({ room: 10, patience: 10_000 });
  const fake = new FakePeer();
  publisher.add(fake.peer);
  await publisher.keepUp();
  fake.queuedBytes = 11;
  const waited = publisher.keepUp();
  setTimeout(() => fake.drain(), 5);
  await waited;
  assert.equal(publisher.dropped, 0);
});

Deno.test("Publisher waits for a subscriber that stalls once, then drops what comes until there is room again", async () => {
  const publisher = new Publisher({ room: 10, patience: 20 });
  const fake = new FakePeer();
  publisher.add(fake.peer);
  publisher.control(fake.peer, subscription(""));
  fake.queuedBytes = 11;
  await publisher.keepUp();
  publisher.publish([encodeText("lost")]);
  await publisher.keepUp();
  assert.equal(publisher.dropped, 1);
  fake.queuedBytes = 0;
  publisher.publish([encodeText("there")]);
  assert.deepEqual(fake.sent, ["there"]);
});
