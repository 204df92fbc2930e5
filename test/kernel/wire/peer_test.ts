import assert from "node:assert/strict";
import { isWeftError } from "../../../src/core/is_weft_error.ts";
import { Rng } from "../../../src/core/rng.ts";
import { dial } from "../../../src/kernel/wire/dial.ts";
import { greeting } from "../../../src/kernel/wire/greeting.ts";
import type { Parts } from "../../../src/kernel/wire/parts.ts";
import { Peer } from "../../../src/kernel/wire/peer.ts";
import { serve } from "../../../src/kernel/wire/serve.ts";
import { encodeText } from "../../../src/kernel/wire/text.ts";
import { bytes } from "./bytes.ts";

interface Served {
  readonly port: number;
  readonly errors: unknown[];
  readonly open: Set<Peer>;
  readonly end: () => Promise<void>;
}

/** A socket that answers each message by itself; a part "throw" throws. */
function echo(): Served {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const errors: unknown[] = [];
  const open = new Set<Peer>();
  const serving = serve(listener, {
    socketType: "ROUTER",
    opened: (peer) => open.add(peer),
    message: (peer, parts) => {
      if (parts[0]?.length === 5) throw new TypeError("asked to");
      peer.send(parts);
    },
    closed: (peer) => open.delete(peer),
    failed: (error) => errors.push(error),
  });
  const end = async () => {
    listener.close();
    await serving;
    for (const peer of open) peer.close();
    await settle();
  };
  return { port: (listener.addr as Deno.NetAddr).port, errors, open, end };
}

const settle = () => new Promise((resolve) => setTimeout(resolve, 20));

Deno.test("serve() and dial() carry messages of any size both ways, in order", async () => {
  const served = echo();
  const peer = await dial({ port: served.port, socketType: "DEALER", identity: "me" });
  assert.equal(peer.ready.socketType, "ROUTER");
  assert.equal([...served.open][0]!.ready.identity, "6d65");
  const rng = new Rng(2);
  const messages: Parts[] = [0, 1, 255, 256, 70_000, 3_000_000].map((size) => [bytes(rng, size), new Uint8Array()]);
  for (const parts of messages) peer.send(parts);
  for (const parts of messages) assert.deepEqual(await peer.next(), parts);
  peer.close();
  assert.equal(await peer.next(), undefined);
  await settle();
  assert.equal(served.open.size, 0);
  await served.end();
});

Deno.test("serve() outlives handlers that throw, noise, hang-ups and messages over the limit", async () => {
  const served = echo();
  const peer = await dial({ port: served.port, socketType: "DEALER" });
  peer.send([encodeText("throw")]);
  for (const noise of [encodeText("GET / HTTP/1.1\r\n\r\n".repeat(5)), new Uint8Array(3), new Uint8Array(200)]) {
    const conn = await Deno.connect({ hostname: "127.0.0.1", port: served.port });
    await conn.write(noise);
    conn.close();
  }
  const hostile = await Deno.connect({ hostname: "127.0.0.1", port: served.port });
  await hostile.write(greeting());
  await hostile.write(new Uint8Array([6, 127, 255, 255, 255, 255, 255, 255, 255]));
  await settle();
  hostile.close();
  peer.send([encodeText("still")]);
  peer.send([encodeText("here!!")]);
  assert.deepEqual(await peer.next(), [encodeText("here!!")]);
  peer.close();
  assert.equal(served.errors.filter((error) => error instanceof TypeError).length, 2);
  assert(served.errors.filter((error) => isWeftError(error)).length >= 3);
  await served.end();
});

Deno.test("Peer.open() gives up when the other side is silent, and closes the connection", async () => {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const accepted = listener.accept();
  const conn = await Deno.connect({ hostname: "127.0.0.1", port: (listener.addr as Deno.NetAddr).port });
  await assert.rejects(
    Peer.open(conn, { socketType: "DEALER", patience: 20 }),
    /a greeting within 20 ms but found none/,
  );
  (await accepted).close();
  listener.close();
});

Deno.test("Peer.next() throws Corrupt when a message is over the limit", async () => {
  const served = echo();
  const peer = await dial({ port: served.port, socketType: "DEALER", limit: 1000 });
  peer.send([new Uint8Array(1001)]);
  await assert.rejects(peer.next(), (error) => isWeftError(error, "Corrupt"));
  peer.close();
  await served.end();
});

Deno.test("dial() fails when nobody listens in time", async () => {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr as Deno.NetAddr;
  listener.close();
  await assert.rejects(dial({ port, socketType: "DEALER", within: 50 }), (error) => isWeftError(error, "Failed"));
});

Deno.test("serve() goes on when a connection cannot be taken, and ends when the listener is closed", async () => {
  const answers = [new Deno.errors.NotCapable("too many"), new Deno.errors.BadResource("closed")];
  const errors: unknown[] = [];
  const listener = { accept: () => Promise.reject(answers.shift()) } as unknown as Deno.Listener;
  await serve(listener, { socketType: "REP", message: () => undefined, failed: (error) => errors.push(error) });
  assert.deepEqual(errors.map(String), ["NotCapable: too many"]);
});
