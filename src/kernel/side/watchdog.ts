/**
 * Runs in a thread beside the cells: when the kernel is gone it ends the process of the cells, which may be in a loop
 * that hears nothing.
 *
 * @module
 */
import { watchParent } from "../parent_watch.ts";

/** What a thread of a worker has. */
declare const self: { postMessage(message: string): void };

watchParent(Deno.ppid, () => Deno.kill(Deno.pid, "SIGKILL"));
self.postMessage("ready");
