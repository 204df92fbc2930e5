import { WeftError } from "../../core/error.ts";
import { Decoder, type Heard } from "./decoder.ts";
import { encodeMessage } from "./encode_message.ts";
import { frameHeader } from "./frame_header.ts";
import { greeting } from "./greeting.ts";
import type { Parts } from "./parts.ts";
import { encodeReady, type Ready, type SocketType } from "./ready.ts";
import { encodeText } from "./text.ts";
import { WriteQueue } from "./write_queue.ts";

/** The largest message that is taken: above what a server passes on in either direction. */
const LIMIT = 512 * 2 ** 20;
const CHUNK = 65536;

/** How a connection is opened. */
export interface PeerOptions {
  /** Kind of our socket. */
  readonly socketType: SocketType;
  /** Identity that we give ourselves; default none. */
  readonly identity?: string;
  /** The largest message that is taken, in bytes; default 512 MiB. */
  readonly limit?: number;
  /** Milliseconds within which the other side must have greeted; default 10 000. */
  readonly patience?: number;
}

/** One connection of ZMTP 3.0 after the handshake: whole messages in and out. */
export class Peer {
  /** What the other side says of itself. */
  readonly ready: Ready;
  readonly #conn: Deno.Conn;
  readonly #queue: WriteQueue;
  readonly #incoming: AsyncIterator<Parts, void>;

  private constructor(conn: Deno.Conn, queue: WriteQueue, ready: Ready, incoming: AsyncIterator<Parts, void>) {
    this.#conn = conn;
    this.#queue = queue;
    this.ready = ready;
    this.#incoming = incoming;
  }

  /**
   * Greets the other side and waits for its greeting; closes the connection when that fails.
   *
   * @throws {WeftError} `Corrupt` or `Unsupported` when the other side does not speak ZMTP 3.0, `Failed` when it is
   *   silent or hangs up.
   */
  static async open(conn: Deno.Conn, options: PeerOptions): Promise<Peer> {
    const { socketType, identity = "", limit = LIMIT, patience = 10_000 } = options;
    if ("setNoDelay" in conn) (conn as Deno.TcpConn).setNoDelay(true);
    const queue = new WriteQueue(conn, () => closeQuietly(conn));
    const body = encodeReady(socketType, encodeText(identity));
    queue.push([greeting(), frameHeader({ more: false, command: true, body }), body]);
    const timer = setTimeout(() => closeQuietly(conn), patience);
    try {
      const heard = read(conn, new Decoder(limit));
      const first = await heard.next();
      if (first.done || first.value.kind !== "ready") {
        throw new WeftError("Failed", { expected: `a greeting within ${patience} ms`, found: "none" });
      }
      return new Peer(conn, queue, first.value.ready, onlyMessages(heard));
    } catch (error) {
      queue.close();
      closeQuietly(conn);
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  /** Bytes that wait to be written. */
  get queuedBytes(): number {
    return this.#queue.bytes;
  }

  /** Puts a message at the end of what is written; its parts must not be changed afterwards. */
  send(parts: Parts): void {
    this.#queue.push(encodeMessage(parts));
  }

  /** Resolves when at most `below` bytes wait to be written, or when the connection is closed. */
  drained(below = 0): Promise<void> {
    return this.#queue.drained(below);
  }

  /** The next message; undefined when the connection has ended. Throws `Corrupt` on what is no ZMTP. */
  async next(): Promise<Parts | undefined> {
    return (await this.#incoming.next()).value ?? undefined;
  }

  /** Ends the connection and gives up what waits to be written. */
  close(): void {
    this.#queue.close();
    closeQuietly(this.#conn);
  }
}

async function* read(conn: Deno.Conn, decoder: Decoder): AsyncGenerator<Heard, void> {
  const chunk = new Uint8Array(CHUNK);
  while (true) {
    const n = await conn.read(chunk).catch(() => null);
    if (n === null) return;
    yield* decoder.push(chunk.subarray(0, n));
  }
}

async function* onlyMessages(heard: AsyncGenerator<Heard, void>): AsyncGenerator<Parts, void> {
  for await (const item of heard) if (item.kind === "message") yield item.parts;
}

function closeQuietly(conn: Deno.Conn): void {
  try {
    conn.close();
  } catch {
    // Closed already.
  }
}
