import { WeftError } from "../../core/error.ts";
import { decodeText, encodeText } from "./text.ts";

/** Kinds of sockets that the kernel and its clients open. */
export type SocketType = "ROUTER" | "DEALER" | "PUB" | "SUB" | "REP" | "REQ" | "PAIR";

/** What a side says of itself before messages flow. */
export interface Ready {
  /** Kind of its socket, as it names it. */
  readonly socketType: string;
  /** Its identity, in hexadecimal digits; "" when it gives none. */
  readonly identity: string;
}

const NAME = "READY";

/** The body of the command READY. */
export function encodeReady(socketType: SocketType, identity: Uint8Array = new Uint8Array()): Uint8Array {
  const fields = [["Socket-Type", encodeText(socketType)], ["Identity", identity]] as const;
  const body = [NAME.length, ...encodeText(NAME)];
  for (const [name, value] of fields) {
    if (value.length === 0) continue;
    const length = new Uint8Array(4);
    new DataView(length.buffer).setUint32(0, value.length);
    body.push(name.length, ...encodeText(name), ...length, ...value);
  }
  return new Uint8Array(body);
}

/**
 * Reads the body of the command READY.
 *
 * @throws {WeftError} `Corrupt` when it is another command or is cut off.
 */
export function decodeReady(body: Uint8Array): Ready {
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength);
  let at = 0;
  const take = (length: number): Uint8Array => {
    if (at + length > body.length) throw corrupt("one that is cut off");
    at += length;
    return body.subarray(at - length, at);
  };
  const name = (): string => decodeText(take(take(1)[0]!));
  const command = name();
  if (command !== NAME) throw corrupt(`'${command.slice(0, 20)}'`);
  const fields = new Map<string, Uint8Array>();
  while (at < body.length) {
    const field = name();
    take(4);
    fields.set(field.toLowerCase(), take(view.getUint32(at - 4)));
  }
  const socketType = decodeText(fields.get("socket-type") ?? new Uint8Array());
  return { socketType, identity: (fields.get("identity") ?? new Uint8Array()).toHex() };
}

function corrupt(found: string): WeftError {
  return new WeftError("Corrupt", { expected: `the command ${NAME}`, found });
}
