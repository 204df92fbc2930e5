import type { Parts } from "./parts.ts";
import { Peer } from "./peer.ts";
import type { SocketType } from "./ready.ts";

/** What is done with the connections of one listening socket. */
export interface ServeOptions {
  /** Kind of the socket. */
  readonly socketType: SocketType;
  /** A connection was opened. */
  readonly opened?: (peer: Peer) => void;
  /** A message came; the next one of the same connection is read when this has resolved. */
  readonly message: (peer: Peer, parts: Parts) => void | Promise<void>;
  /** A connection has ended. */
  readonly closed?: (peer: Peer) => void;
  /** Something went wrong that concerns one connection or one message only. */
  readonly failed: (error: unknown) => void;
}

const PAUSE = 100;

/** Takes connections until the listener is closed. Nothing that comes in ends it. */
export async function serve(listener: Deno.Listener, options: ServeOptions): Promise<void> {
  while (true) {
    try {
      void attend(await listener.accept(), options);
    } catch (error) {
      if (error instanceof Deno.errors.BadResource) return;
      options.failed(error);
      // Out of descriptors, most likely: asking again at once would be a loop.
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
    }
  }
}

async function attend(conn: Deno.Conn, options: ServeOptions): Promise<void> {
  const { socketType, opened, message, closed, failed } = options;
  let peer: Peer;
  try {
    peer = await Peer.open(conn, { socketType });
  } catch (error) {
    failed(error);
    return;
  }
  try {
    opened?.(peer);
    for (let parts = await peer.next(); parts; parts = await peer.next()) {
      try {
        await message(peer, parts);
      } catch (error) {
        failed(error);
      }
    }
  } catch (error) {
    failed(error);
  } finally {
    peer.close();
    closed?.(peer);
  }
}
