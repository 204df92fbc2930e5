import type { Parts } from "./parts.ts";
import type { Peer } from "./peer.ts";
import { decodeText } from "./text.ts";

/** How much may wait for a subscriber. */
export interface PublisherOptions {
  /** Bytes that may wait for a subscriber before the source is slowed down; default 64 MiB. */
  readonly room?: number;
  /** Milliseconds that the source waits for a slow subscriber before messages to it are dropped; default 5000. */
  readonly patience?: number;
}

interface Subscriber {
  topics: string[];
  stalled: boolean;
}

const SUBSCRIBE = 1;

/** The publishing side of PUB: topics of each subscriber, and what is done with one that does not keep up. */
export class Publisher {
  readonly #subscribers = new Map<Peer, Subscriber>();
  readonly #room: number;
  readonly #patience: number;
  /** Messages that a slow subscriber did not get. */
  dropped = 0;

  /** Without subscribers yet. */
  constructor(options: PublisherOptions = {}) {
    this.#room = options.room ?? 64 * 2 ** 20;
    this.#patience = options.patience ?? 5000;
  }

  /** Takes a new connection. */
  add(peer: Peer): void {
    this.#subscribers.set(peer, { topics: [], stalled: false });
  }

  /** Forgets a connection. */
  remove(peer: Peer): void {
    this.#subscribers.delete(peer);
  }

  /** Reads what a subscriber sends: a topic it wants or no longer wants. Returns the topic that is new. */
  control(peer: Peer, parts: Parts): string | undefined {
    const subscriber = this.#subscribers.get(peer);
    const [request] = parts;
    if (!subscriber || !request || request.length === 0 || request[0]! > SUBSCRIBE) return undefined;
    const topic = decodeText(request.subarray(1));
    if (request[0] === SUBSCRIBE) {
      subscriber.topics.push(topic);
      return topic;
    }
    const at = subscriber.topics.indexOf(topic);
    if (at >= 0) subscriber.topics.splice(at, 1);
    return undefined;
  }

  /** Sends to each subscriber whose topics the first part begins with; one that stalls misses the message. */
  publish(parts: Parts): void {
    const name = decodeText(parts[0] ?? new Uint8Array());
    for (const [peer, subscriber] of this.#subscribers) {
      if (!subscriber.topics.some((topic) => name.startsWith(topic))) continue;
      if (subscriber.stalled && peer.queuedBytes > this.#room) {
        this.dropped++;
        continue;
      }
      subscriber.stalled = false;
      peer.send(parts);
    }
  }

  /** Resolves when every subscriber has room for more, or has had its time to make room. */
  async keepUp(): Promise<void> {
    for (const [peer, subscriber] of this.#subscribers) {
      if (subscriber.stalled || peer.queuedBytes <= this.#room) continue;
      let timer: ReturnType<typeof setTimeout> | undefined;
      const late = new Promise<void>((resolve) => timer = setTimeout(resolve, this.#patience));
      await Promise.race([peer.drained(this.#room), late]);
      clearTimeout(timer);
      subscriber.stalled = peer.queuedBytes > this.#room;
    }
  }

  /** Resolves when nothing waits to be written to any subscriber. */
  async drained(): Promise<void> {
    await Promise.all([...this.#subscribers.keys()].map((peer) => peer.drained()));
  }
}
