import { WeftError } from "../../core/error.ts";
import type { Json, Message } from "./message.ts";
import type { Parts } from "./parts.ts";
import { Signer } from "./signer.ts";
import { decodeText, encodeText } from "./text.ts";

/** A message to be written. */
export interface Draft {
  /** Its `msg_type`. */
  readonly type: string;
  /** What it says. */
  readonly content: Json;
  /** Header of the message that it answers; default none. */
  readonly parent?: Json;
  /** What is said beside the content; default nothing. */
  readonly metadata?: Json;
  /** Binary parts; default none. */
  readonly buffers?: Parts;
  /** Its header, when it is another's message with something changed; default a new one. */
  readonly header?: Json;
  /** What stands before it; default nothing. */
  readonly identities?: Parts;
}

const DELIMITER = "<IDS|MSG>";
const PROTOCOL = "5.4";

/** Writes and reads messages of the Jupyter protocol, signed with one key. */
export class Codec {
  readonly #signer: Signer;
  readonly #session = crypto.randomUUID();

  /** @param key Key of the connection file. */
  constructor(key: string) {
    this.#signer = new Signer(key);
  }

  /** A message as parts. */
  encode(draft: Draft): Parts {
    const { type, content, parent = {}, metadata = {}, buffers = [], header = this.#header(type), identities = [] } =
      draft;
    const signed = [header, parent, metadata, content].map((json) => encodeText(JSON.stringify(json)));
    const signature = encodeText(this.#signer.sign(signed));
    return [...identities, encodeText(DELIMITER), signature, ...signed, ...buffers];
  }

  /**
   * Reads a message.
   *
   * @throws {WeftError} `Permission` when the signature is not that of the key, `Corrupt` when it is no message.
   */
  decode(parts: Parts): Message {
    const at = parts.findIndex((part) => part.length === DELIMITER.length && decodeText(part) === DELIMITER);
    if (at < 0 || parts.length < at + 6) throw corrupt(`${parts.length} parts without one`);
    const signed = parts.slice(at + 2, at + 6);
    if (!this.#signer.verify(signed, parts[at + 1]!)) {
      throw new WeftError("Permission", { expected: "a message signed with the kernel's key", found: "another" });
    }
    const [header, parent, metadata, content] = signed.map(object) as [Json, Json, Json, Json];
    const { msg_id: id, msg_type: type } = header;
    if (typeof id !== "string" || typeof type !== "string") throw corrupt("a header without msg_id and msg_type");
    const buffers = parts.slice(at + 6);
    return {
      identities: parts.slice(0, at),
      id,
      type,
      header,
      parent,
      metadata,
      content,
      buffers,
      parts: parts.slice(at),
    };
  }

  #header(type: string): Json {
    return {
      "msg_id": crypto.randomUUID(),
      "msg_type": type,
      session: this.#session,
      username: "kernel",
      date: new Date().toISOString(),
      version: PROTOCOL,
    };
  }
}

function object(part: Uint8Array): Json {
  try {
    const value: unknown = JSON.parse(decodeText(part));
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Json;
  } catch (cause) {
    throw corrupt("parts that are not JSON", cause);
  }
  throw corrupt("a part that is no object of JSON");
}

function corrupt(found: string, cause?: unknown): WeftError {
  return new WeftError("Corrupt", { expected: "a message of the Jupyter protocol", found }, { cause });
}
