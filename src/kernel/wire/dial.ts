import { throwIfAborted } from "../../core/abort.ts";
import { WeftError } from "../../core/error.ts";
import { Peer, type PeerOptions } from "./peer.ts";

/** How a connection to a listener that may not be there yet is made. */
export interface DialOptions extends PeerOptions {
  /** Port on this machine. */
  readonly port: number;
  /** Milliseconds within which the listener must be there; default 15 000. */
  readonly within?: number;
  /** Gives up. */
  readonly signal?: AbortSignal;
}

const PAUSE = 20;

/**
 * Connects to a port of this machine, again and again until somebody listens.
 *
 * @throws {WeftError} `Failed` when nobody does within the time given, `Aborted` by the signal.
 */
export async function dial(options: DialOptions): Promise<Peer> {
  const { port, within = 15_000, signal } = options;
  const end = performance.now() + within;
  while (true) {
    throwIfAborted(signal, `the connection to port ${port}`);
    try {
      return await Peer.open(await Deno.connect({ hostname: "127.0.0.1", port }), options);
    } catch (cause) {
      if (performance.now() > end) {
        throw new WeftError("Failed", { expected: `a listener on port ${port}`, found: `none in ${within} ms` }, {
          cause,
        });
      }
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
    }
  }
}
