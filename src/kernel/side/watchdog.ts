/**
 * Runs in a thread beside the cells, which may compute and hear nothing: it hears of stop in their place and puts that
 * where they can look, and when the kernel is gone it ends their process.
 *
 * @module
 */
import { watchParent } from "../parent_watch.ts";
import { dial } from "../wire/dial.ts";
import { decodeSide, encodeSide, type ToInside } from "./protocol.ts";

/** What the thread is told at its start. */
export interface WatchdogTask {
  /** Port of the side channel. */
  readonly port: number;
  /** Token of this thread's connection to it. */
  readonly token: string;
  /** Shared memory: how often stop was pressed. */
  readonly pressed: Int32Array<SharedArrayBuffer>;
}

/** What a thread of a worker has. */
declare const self: {
  postMessage(message: string): void;
  onmessage: (event: { readonly data: WatchdogTask }) => void;
};

watchParent(Deno.ppid, () => Deno.kill(Deno.pid, "SIGKILL"));
self.onmessage = async ({ data: { port, token, pressed } }) => {
  const peer = await dial({ port, socketType: "PAIR" });
  peer.send(encodeSide({ type: "hello", token }));
  self.postMessage("ready");
  for (let parts = await peer.next(); parts; parts = await peer.next()) {
    const message = decodeSide<ToInside>(parts);
    if (message.type === "pressed") Atomics.store(pressed, 0, message.count);
  }
};
