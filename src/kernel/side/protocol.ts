import { WeftError } from "../../core/error.ts";
import type { Json } from "../wire/message.ts";
import type { RunningCell } from "./kernel_port.ts";
import type { Parts } from "../wire/parts.ts";
import { decodeText, encodeText } from "../wire/text.ts";

/** What the kernel says to the code inside; buffers may follow. */
export type ToInside =
  /** Push a mark through both ways that output takes. */
  | { readonly type: "fence"; readonly id: string }
  /** The user pressed stop. */
  | { readonly type: "interrupt"; readonly id: string; readonly count: number }
  /** The same, told to the thread that watches: how often stop was pressed so far. */
  | { readonly type: "pressed"; readonly count: number }
  /** What is known about the name under the cursor? */
  | { readonly type: "inspect"; readonly id: string; readonly content: Json }
  /** The answer to cell: the cell that runs. */
  | { readonly type: "running"; readonly id: string; readonly cell: RunningCell | null }
  /** A front end speaks to a comm. */
  | {
    readonly type: "comm";
    readonly name: string;
    readonly header: Json;
    readonly content: Json;
    readonly metadata: Json;
  }
  /** Content and buffers have arrived. */
  | { readonly type: "stored"; readonly id: string };

/** What the code inside says to the kernel; buffers may follow. */
export type FromInside =
  /** Proves who connects; first, once. */
  | { readonly type: "hello"; readonly token: string }
  /** The answer to an interrupt: how many listened. */
  | { readonly type: "heard"; readonly id: string; readonly listeners: number }
  /** The answer to inspect: content of an inspect_reply. */
  | { readonly type: "inspected"; readonly id: string; readonly content: Json }
  /** How many listen to interrupt, whenever there is a first or none any more. */
  | { readonly type: "listening"; readonly listeners: number }
  /** Which cell runs? */
  | { readonly type: "cell"; readonly id: string }
  /** Content and buffers of a message that is on its way another way. */
  | { readonly type: "store"; readonly id: string }
  /** Publish this as an answer to a message of a front end. */
  | {
    readonly type: "publish";
    readonly name: string;
    readonly parent: Json;
    readonly content: Json;
    readonly metadata: Json;
  };

/** Puts a message of the side channel into parts. */
export function encodeSide(message: ToInside | FromInside, buffers: Parts = []): Parts {
  return [encodeText(JSON.stringify(message)), ...buffers];
}

/**
 * Reads a message of the side channel.
 *
 * @throws {WeftError} `Corrupt` when it is none.
 */
export function decodeSide<T extends ToInside | FromInside>(parts: Parts): T {
  try {
    const message: unknown = JSON.parse(decodeText(parts[0] ?? new Uint8Array()));
    if (typeof message === "object" && message !== null && "type" in message) return message as T;
  } catch (cause) {
    throw new WeftError("Corrupt", { expected: "a message of the side channel", found: "no JSON" }, { cause });
  }
  throw new WeftError("Corrupt", { expected: "a message of the side channel", found: "other JSON" });
}

/** Key in a message's metadata: its content and buffers came by the side channel under this id, content first. */
export const TICKET = "weft_ticket";

/** Type of the message that is the published half of a fence. */
export const FENCE = "weft_fence";

/** Variable of the environment that tells the code inside where the kernel listens, and the token. */
export const SIDE_VARIABLE = "WEFT_KERNEL_SIDE";

/** Name under which the code inside finds its {@linkcode KernelPort}. */
export const PORT_NAME = "weft.kernel";
