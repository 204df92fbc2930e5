import type { Channel, Connection } from "../connection.ts";
import { Codec } from "../wire/codec.ts";
import { dial } from "../wire/dial.ts";
import type { Json, Message } from "../wire/message.ts";
import type { Peer } from "../wire/peer.ts";

interface Peers {
  readonly shell: Peer;
  readonly control: Peer;
  readonly iopub: Peer;
}

interface Waiting {
  readonly reply: PromiseWithResolvers<Message>;
  readonly idle: PromiseWithResolvers<void>;
}

/** A request on its way. */
export interface Sent {
  /** Its id: the parent of all that is published for it. */
  readonly id: string;
  /** The answer. */
  readonly reply: Promise<Message>;
  /** The answer, when also everything published for the request has come. */
  readonly done: Promise<Message>;
}

const WITHIN = 30_000;
const SUBSCRIBE_TO_ALL = [new Uint8Array([1])];

/** A front end without a face: connections to a kernel, requests, and what the kernel publishes. */
export class KernelClient {
  readonly #codec: Codec;
  readonly #peers: Peers;
  readonly #waiting = new Map<string, Waiting>();

  private constructor(codec: Codec, peers: Peers, published: (message: Message) => void) {
    this.#codec = codec;
    this.#peers = peers;
    void this.#listen(peers.shell, (message) => this.#replied(message));
    void this.#listen(peers.control, (message) => this.#replied(message));
    void this.#listen(peers.iopub, (message) => {
      published(message);
      if (message.type === "status" && message.content["execution_state"] === "idle") {
        this.#waiting.get(String(message.parent["msg_id"]))?.idle.resolve();
      }
    });
  }

  /**
   * Connects to a kernel; misses nothing that is published from then on.
   *
   * @param connection Where it is reached.
   * @param published Called with every message that the kernel publishes, in order.
   * @param signal Gives up.
   * @throws {WeftError} `Failed` when nobody listens there within 30 s, `Aborted` by the signal.
   */
  static async connect(
    connection: Connection,
    published: (message: Message) => void,
    signal: AbortSignal,
  ): Promise<KernelClient> {
    const opened: Peer[] = [];
    const to = async (channel: Channel, socketType: "DEALER" | "SUB"): Promise<Peer> => {
      const peer = await dial({ port: connection.ports[channel], socketType, within: WITHIN, signal });
      opened.push(peer);
      return peer;
    };
    const welcomed = Promise.withResolvers<void>();
    // The signal may be given while nobody waits for the welcome yet.
    welcomed.promise.catch(() => undefined);
    const abort = (): void => welcomed.reject(signal.reason);
    signal.addEventListener("abort", abort);
    try {
      const [shell, control] = [await to("shell", "DEALER"), await to("control", "DEALER")];
      const iopub = await to("iopub", "SUB");
      const client = new KernelClient(new Codec(connection.key), { shell, control, iopub }, (message) => {
        if (message.type === "iopub_welcome") welcomed.resolve();
        else published(message);
      });
      iopub.send(SUBSCRIBE_TO_ALL);
      await welcomed.promise;
      return client;
    } catch (error) {
      for (const peer of opened) peer.close();
      throw error;
    } finally {
      signal.removeEventListener("abort", abort);
    }
  }

  /** Sends a request. */
  send(type: string, content: Json, channel: "shell" | "control" = "shell"): Sent {
    const parts = this.#codec.encode({ type, content });
    const { id } = this.#codec.decode(parts);
    const waiting = { reply: Promise.withResolvers<Message>(), idle: Promise.withResolvers<void>() };
    this.#waiting.set(id, waiting);
    const reply = waiting.reply.promise;
    const done = Promise.all([reply, waiting.idle.promise]).then(([message]) => {
      this.#waiting.delete(id);
      return message;
    });
    this.#peers[channel].send(parts);
    return { id, reply, done };
  }

  /** Ends the connections; what waits for an answer waits for ever. */
  close(): void {
    for (const peer of Object.values(this.#peers)) peer.close();
  }

  #replied(message: Message): void {
    this.#waiting.get(String(message.parent["msg_id"]))?.reply.resolve(message);
  }

  async #listen(peer: Peer, take: (message: Message) => void): Promise<void> {
    for (let parts = await peer.next(); parts; parts = await peer.next()) take(this.#codec.decode(parts));
  }
}
