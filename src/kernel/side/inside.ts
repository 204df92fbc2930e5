import type { Json } from "../wire/message.ts";
import type { Parts } from "../wire/parts.ts";
import type { Peer } from "../wire/peer.ts";
import { encodeText } from "../wire/text.ts";
import { inspectName } from "./inspect_name.ts";
import type { CommMessage, KernelPort, PublishOptions, RunningCell } from "./kernel_port.ts";
import { decodeSide, encodeSide, FENCE, type FromInside, TICKET, type ToInside } from "./protocol.ts";

/** Bytes of a message that the stock kernel is trusted with; above, it may garble what it publishes. */
const LARGE = 65536;

/** What the world of the cells gives. */
export interface InsideWorld {
  /** Prints a line on the cell's standard output. */
  readonly print: (line: string) => void;
  /** Publishes a message by the stock kernel. */
  readonly broadcast: (
    name: string,
    content: Json,
    extra: { metadata: Json; buffers: Parts },
  ) => Promise<void>;
  /** Value of a path in the user's scope. */
  readonly valueOf: (path: string) => unknown;
  /** How often stop was pressed so far, as the thread that watches has heard. */
  readonly pressed: () => number;
  /** Tells the user that a listener threw. */
  readonly failed: (error: unknown) => void;
}

/** The half of the side channel that runs among the cells: answers the kernel, and offers a {@linkcode KernelPort}. */
export class Inside {
  readonly #peer: Peer;
  readonly #world: InsideWorld;
  readonly #interrupted = new Set<() => void>();
  readonly #comms = new Set<(message: CommMessage) => unknown>();
  readonly #asked = new Map<string, (cell: RunningCell | null) => void>();
  readonly #stored = new Map<string, () => void>();
  #stops = 0;
  #published: Promise<void> = Promise.resolve();
  /** What code in the cells sees of the kernel. */
  readonly port: KernelPort;

  /**
   * @param peer Connection to the kernel.
   * @param world What the world of the cells gives.
   */
  constructor(peer: Peer, world: InsideWorld) {
    this.#peer = peer;
    this.#world = world;
    this.port = Object.freeze({
      version: 1,
      onInterrupt: (listener: () => void) => this.#onInterrupt(listener),
      takeStop: () => this.#takeStop(),
      onComm: (listener: (message: CommMessage) => unknown) => registered(this.#comms, listener),
      publish: (name: string, content: Json, options?: PublishOptions) => this.#publish(name, content, options),
      cell: () => this.#cell(),
    });
  }

  /** Proves who we are, then answers the kernel until it hangs up. */
  async run(token: string): Promise<void> {
    this.#say({ type: "hello", token });
    for (let parts = await this.#peer.next(); parts; parts = await this.#peer.next()) {
      this.#hear(decodeSide<ToInside>(parts), parts.slice(1));
    }
  }

  #hear(message: ToInside, buffers: Parts): void {
    switch (message.type) {
      case "fence":
        this.#world.print(message.id);
        void this.#publish(FENCE, { id: message.id });
        return;
      case "interrupt": {
        const listeners = [...this.#interrupted];
        this.#stops = Math.max(this.#stops, message.count);
        this.#say({ type: "heard", id: message.id, listeners: listeners.length });
        for (const listener of listeners) this.#call(listener);
        return;
      }
      case "inspect":
        this.#say({ type: "inspected", id: message.id, content: inspectName(message.content, this.#world.valueOf) });
        return;
      case "stored":
        this.#stored.get(message.id)?.();
        this.#stored.delete(message.id);
        return;
      case "running":
        this.#asked.get(message.id)?.(message.cell);
        this.#asked.delete(message.id);
        return;
      case "comm":
        this.#comm({ ...message, buffers });
    }
  }

  #takeStop(): boolean {
    const count = this.#world.pressed();
    if (count <= this.#stops) return false;
    this.#stops = count;
    return true;
  }

  #onInterrupt(listener: () => void): () => void {
    const tell = () => this.#say({ type: "listening", listeners: this.#interrupted.size });
    const forget = registered(this.#interrupted, listener);
    if (this.#interrupted.size === 1) tell();
    return () => {
      forget();
      if (this.#interrupted.size === 0) tell();
    };
  }

  #cell(): Promise<RunningCell | null> {
    const id = crypto.randomUUID();
    const answer = new Promise<RunningCell | null>((resolve) => this.#asked.set(id, resolve));
    this.#say({ type: "cell", id });
    return answer;
  }

  #comm(message: CommMessage): void {
    let taken = false;
    for (const listener of this.#comms) {
      this.#call(() => {
        taken = listener(message) !== false || taken;
      });
    }
    if (taken || message.name !== "comm_open") return;
    const content = { "comm_id": message.content["comm_id"], data: {} };
    void this.#publish("comm_close", content, { parent: message.header });
  }

  async #publish(name: string, content: Json, options: PublishOptions = {}): Promise<void> {
    const { metadata = {}, buffers = [], parent } = options;
    if (parent) {
      return await this.#inTurn(() => this.#say({ type: "publish", name, parent, content, metadata }, buffers));
    }
    const all = [encodeText(JSON.stringify(content)), ...buffers];
    const large = all.reduce((sum, { length }) => sum + length, 0) > LARGE;
    const ticket = large ? this.#store(all) : null;
    await this.#inTurn(async () => {
      if (!ticket) return await this.#world.broadcast(name, content, { metadata, buffers });
      await ticket.arrived;
      await this.#world.broadcast(name, {}, { metadata: { ...metadata, [TICKET]: ticket.id }, buffers: [] });
    });
  }

  /** Runs after everything that was published before, whether that went well or not. */
  #inTurn(work: () => void | Promise<void>): Promise<void> {
    const done = this.#published.then(work);
    this.#published = done.catch(() => undefined);
    return done;
  }

  #store(buffers: Parts): { id: string; arrived: Promise<void> } {
    const id = crypto.randomUUID();
    const arrived = new Promise<void>((resolve) => this.#stored.set(id, resolve));
    this.#say({ type: "store", id }, buffers);
    return { id, arrived };
  }

  #say(message: FromInside, buffers: Parts = []): void {
    this.#peer.send(encodeSide(message, buffers));
  }

  #call(listener: () => void): void {
    try {
      listener();
    } catch (error) {
      this.#world.failed(error);
    }
  }
}

function registered<T>(listeners: Set<T>, listener: T): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
