import type { Json } from "../wire/message.ts";
import type { Parts } from "../wire/parts.ts";
import type { Peer } from "../wire/peer.ts";

/** Who asked: the connection, and the identities that go before the answer. */
export interface Route {
  /** Connection that the request came by. */
  readonly peer: Pick<Peer, "send" | "ready" | "drained">;
  /** Identities of the request. */
  readonly identities: Parts;
}

/** What is said beside a published message. */
export interface PublishExtra {
  /** Metadata; default none. */
  readonly metadata?: Json;
  /** Binary parts; default none. */
  readonly buffers?: Parts;
}

/** Ways out to the front ends. */
export interface Outlet {
  /** Answers a request. */
  readonly answer: (route: Route, type: string, content: Json, parent: Json) => void;
  /** Passes an answer on as it came from the inner kernel. */
  readonly pass: (route: Route, parts: Parts) => void;
  /** Publishes a message of our own. */
  readonly publish: (type: string, content: Json, parent: Json, extra?: PublishExtra) => void;
  /** Publishes a message as it came from the inner kernel: its topic, then its parts. */
  readonly relay: (topic: Parts, parts: Parts) => void;
}
