import { type Channel, CHANNELS, type Connection } from "./connection.ts";
import type { Log } from "./log.ts";
import type { Outlet, PublishExtra, Route } from "./session/outlet.ts";
import type { Codec } from "./wire/codec.ts";
import type { Json, Message } from "./wire/message.ts";
import type { Parts } from "./wire/parts.ts";
import type { Peer } from "./wire/peer.ts";
import { Publisher } from "./wire/publisher.ts";
import type { SocketType } from "./wire/ready.ts";
import { serve, type ServeOptions } from "./wire/serve.ts";
import { encodeText } from "./wire/text.ts";
import { isWeftError } from "../core/is_weft_error.ts";

/** Sockets that messages of the protocol come by. */
export type RequestChannel = "shell" | "control" | "stdin";

/** What is done with what front ends send. */
export interface FrontEndEvents {
  /** A message whose signature is right; the next of the same connection is read when this has resolved. */
  readonly request: (channel: RequestChannel, message: Message, route: Route) => void | Promise<void>;
}

/** The five sockets that front ends connect to. What comes in is checked here; nothing that comes in ends the process. */
export class FrontEnd implements Outlet {
  readonly #codec: Codec;
  readonly #log: Log;
  readonly #listeners: Readonly<Record<Channel, Deno.Listener>>;
  readonly #publisher = new Publisher();
  readonly #peers = new Set<Peer>();

  /**
   * Binds the sockets, so that nobody else takes their ports; {@linkcode FrontEnd.open} opens them.
   *
   * @param connection Where the kernel is reached.
   * @param codec Signs and checks.
   * @param log Where refusals are said.
   */
  constructor(connection: Connection, codec: Codec, log: Log) {
    this.#codec = codec;
    this.#log = log;
    const bind = (channel: Channel): Deno.Listener =>
      Deno.listen({ hostname: connection.ip, port: connection.ports[channel] });
    this.#listeners = Object.fromEntries(CHANNELS.map((channel) => [channel, bind(channel)])) as Record<
      Channel,
      Deno.Listener
    >;
  }

  /** Takes connections. */
  open(events: FrontEndEvents): void {
    this.#serve("hb", "REP", { message: (peer, parts) => peer.send(parts) });
    this.#serve("iopub", "PUB", {
      opened: (peer) => this.#publisher.add(peer),
      message: (peer, parts) => this.#subscribe(peer, parts),
      closed: (peer) => this.#publisher.remove(peer),
    });
    for (const channel of ["shell", "control", "stdin"] as const) {
      this.#serve(channel, "ROUTER", {
        message: (peer, parts) => {
          const message = this.#codec.decode(parts);
          return events.request(channel, message, { peer, identities: message.identities });
        },
        ...(channel === "stdin" ? this.#noted() : {}),
      });
    }
  }

  /** Answers a request. */
  answer(route: Route, type: string, content: Json, parent: Json): void {
    this.pass(route, this.#codec.encode({ type, content, parent }));
  }

  /** Passes an answer on as it came from the inner kernel. */
  pass({ peer, identities }: Route, parts: Parts): void {
    peer.send([...identities, ...parts]);
  }

  /** Publishes a message of our own. */
  publish(type: string, content: Json, parent: Json, extra: PublishExtra = {}): void {
    this.relay([encodeText(type)], this.#codec.encode({ type, content, parent, ...extra }));
  }

  /** Publishes a message as it came from the inner kernel. */
  relay(topic: Parts, parts: Parts): void {
    const before = this.#publisher.dropped;
    this.#publisher.publish([...topic, ...parts]);
    if (this.#publisher.dropped > before) this.#log.once("slow", "a front end does not keep up and misses output");
  }

  /** Resolves when the front ends have room for more output. */
  keepUp(): Promise<void> {
    return this.#publisher.keepUp();
  }

  /** Resolves when all that was published is out. */
  drained(): Promise<void> {
    return this.#publisher.drained();
  }

  /** Asks the user behind a connection on shell: sends to the connection on stdin of the same identity. */
  ask(route: Route, parts: Parts): void {
    for (const peer of this.#peers) if (peer.ready.identity === route.peer.ready.identity) peer.send(parts);
  }

  /** Takes no more connections. */
  close(): void {
    for (const channel of CHANNELS) this.#listeners[channel].close();
  }

  #serve(channel: Channel, socketType: SocketType, options: Omit<ServeOptions, "socketType" | "failed">): void {
    const failed = (error: unknown): void => this.#refused(channel, error);
    void serve(this.#listeners[channel], { socketType, failed, ...options });
  }

  #noted(): Pick<ServeOptions, "opened" | "closed"> {
    return { opened: (peer) => this.#peers.add(peer), closed: (peer) => this.#peers.delete(peer) };
  }

  #subscribe(peer: Peer, parts: Parts): void {
    const topic = this.#publisher.control(peer, parts);
    if (topic === undefined) return;
    const welcome = this.#codec.encode({ type: "iopub_welcome", content: { subscription: topic } });
    peer.send([encodeText("iopub_welcome"), ...welcome]);
  }

  #refused(channel: Channel, error: unknown): void {
    const tag = isWeftError(error) ? error.tag : "Failed";
    this.#log.once(`${tag} on ${channel}`, `refused on ${channel}, and so will be all that follow: ${error}`);
  }
}
