import type { Parts } from "./parts.ts";

/** An object of JSON. */
export type Json = Readonly<Record<string, unknown>>;

/** One message of the Jupyter protocol. */
export interface Message {
  /** What stood before the message proper: identities of those who sent it, or its topic. */
  readonly identities: Parts;
  /** `msg_id` of the header. */
  readonly id: string;
  /** `msg_type` of the header. */
  readonly type: string;
  /** The header as it came. */
  readonly header: Json;
  /** Header of the message that this one answers; empty when there is none. */
  readonly parent: Json;
  /** What is said beside the content. */
  readonly metadata: Json;
  /** What the message says. */
  readonly content: Json;
  /** Binary parts. */
  readonly buffers: Parts;
  /** The signed parts as they came, without identities: what is passed on unchanged. */
  readonly parts: Parts;
}
