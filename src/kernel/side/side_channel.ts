import { WeftError } from "../../core/error.ts";
import type { Json, Message } from "../wire/message.ts";
import type { Parts } from "../wire/parts.ts";
import type { Peer } from "../wire/peer.ts";
import { serve } from "../wire/serve.ts";
import type { RunningCell } from "./kernel_port.ts";
import { decodeSide, encodeSide, type FromInside, type ToInside } from "./protocol.ts";

/** What the side channel tells the kernel. */
export interface SideEvents {
  /** The code inside publishes an answer to a message of a front end. */
  readonly published: (name: string, parent: Json, content: Json, metadata: Json, buffers: Parts) => void;
  /** The cell that runs. */
  readonly running: () => RunningCell | null;
  /** Something went wrong that concerns one message or one connection only. */
  readonly failed: (error: unknown) => void;
}

/** Bytes of buffers that may wait for their message. */
const STORE_LIMIT = 1024 * 2 ** 20;

/**
 * The kernel's half of the side channel: a listener on loopback that lets in two connections, each the first that knows
 * its token, and then nobody: the code inside, and the thread beside it that hears of stop while that computes.
 */
export class SideChannel {
  readonly #listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  readonly #token = crypto.randomUUID();
  readonly #watchToken = crypto.randomUUID();
  readonly #events: SideEvents;
  readonly #waiting = new Map<string, (answer: FromInside) => void>();
  readonly #store = new Map<string, Parts>();
  #stored = 0;
  #peer: Peer | null = null;
  #watch: Peer | null = null;
  #listeners = 0;
  #stops = 0;
  readonly #used = new Set<string>();

  /** @param events What the side channel tells the kernel. */
  constructor(events: SideEvents) {
    this.#events = events;
    void serve(this.#listener, {
      socketType: "PAIR",
      message: (peer, parts) => this.#hear(peer, parts),
      closed: (peer) => {
        if (peer === this.#peer) this.#peer = null;
        if (peer === this.#watch) this.#watch = null;
      },
      failed: events.failed,
    });
  }

  /** What the code inside must know to connect: port, its token, and that of the thread that watches beside it. */
  get address(): string {
    return JSON.stringify([this.#listener.addr.port, this.#token, this.#watchToken]);
  }

  /** Whether the code inside is connected. */
  get connected(): boolean {
    return this.#peer !== null;
  }

  /** Whether something inside listens to interrupt. */
  get listening(): boolean {
    return this.connected && this.#listeners > 0;
  }

  /** Says something to the code inside. */
  say(message: ToInside, buffers: Parts = []): void {
    this.#peer?.send(encodeSide(message, buffers));
  }

  /** The answer to a question; undefined when none comes in time. */
  async ask(question: ToInside & { id: string }, within: number): Promise<FromInside | undefined> {
    if (!this.#peer) return undefined;
    const { id } = question;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const answer = new Promise<FromInside | undefined>((resolve) => {
      this.#waiting.set(id, resolve);
      timer = setTimeout(() => resolve(undefined), within);
    });
    this.say(question);
    try {
      return await answer;
    } finally {
      clearTimeout(timer);
      this.#waiting.delete(id);
    }
  }

  /** Tells the code inside, and the thread beside it, that stop was pressed; how many heard, when they answer in time. */
  interrupt(within: number): Promise<FromInside | undefined> {
    const count = ++this.#stops;
    this.#watch?.send(encodeSide({ type: "pressed", count }));
    return this.ask({ type: "interrupt", id: crypto.randomUUID(), count }, within);
  }

  /** Passes a front end's message to a comm on to the code inside. */
  comm({ type, header, content, metadata, buffers }: Message): void {
    this.say({ type: "comm", name: type, header, content, metadata }, buffers);
  }

  /** Hands out the buffers that came under an id, once. */
  claim(id: string): Parts | undefined {
    const buffers = this.#store.get(id);
    if (buffers) this.#stored -= bytesOf(buffers);
    this.#store.delete(id);
    return buffers;
  }

  /** Ends the connection and takes no other. */
  close(): void {
    this.#listener.close();
    this.#peer?.close();
    this.#watch?.close();
  }

  #hear(peer: Peer, parts: Parts): void {
    const message = decodeSide<FromInside>(parts);
    if (peer !== this.#peer) return this.#admit(peer, message);
    const buffers = parts.slice(1);
    switch (message.type) {
      case "heard":
      case "inspected":
        this.#waiting.get(message.id)?.(message);
        return;
      case "listening":
        this.#listeners = message.listeners;
        return;
      case "cell":
        this.say({ type: "running", id: message.id, cell: this.#events.running() });
        return;
      case "store":
        this.#keep(message.id, buffers);
        return;
      case "publish":
        this.#events.published(message.name, message.parent, message.content, message.metadata, buffers);
    }
  }

  #admit(peer: Peer, message: FromInside): void {
    const token = message.type === "hello" && !this.#used.has(message.token) ? message.token : undefined;
    if (token === this.#token) this.#peer = peer;
    else if (token === this.#watchToken) this.#watch = peer;
    if (token === this.#token || token === this.#watchToken) return void this.#used.add(token);
    peer.close();
    throw new WeftError("Permission", { expected: "the token of the side channel", found: "another connection" });
  }

  #keep(id: string, buffers: Parts): void {
    this.#store.set(id, buffers);
    this.#stored += bytesOf(buffers);
    // Maps keep the order of insertion: the oldest was forgotten by its sender.
    for (const [oldest] of this.#store) {
      if (this.#stored <= STORE_LIMIT || oldest === id) break;
      this.claim(oldest);
    }
    this.say({ type: "stored", id });
  }
}

function bytesOf(buffers: Parts): number {
  return buffers.reduce((sum, { length }) => sum + length, 0);
}
