import { WeftError } from "../../core/error.ts";
import { ByteWriter } from "./byte_writer.ts";
import { lookup3 } from "./lookup3.ts";

const MOST_AXES = 32;

/** A message of an object header: its number and content. */
export interface Message {
  /** Number of the message's kind. */
  readonly kind: number;
  /** Content. */
  readonly content: Uint8Array;
}

const LIMIT = 65535;

/** A version 2 object header with the given messages in one block. */
export function objectHeader(messages: readonly Message[]): Uint8Array<ArrayBuffer> {
  const size = messages.reduce((sum, { content }) => sum + 4 + content.length, 0);
  const header = new ByteWriter().bytes([79, 72, 68, 82, 2, 2]).uint(size, 4);
  for (const { kind, content } of messages) {
    if (content.length > LIMIT) {
      throw new WeftError("Unsupported", {
        expected: `an attribute of at most ${LIMIT} bytes, the limit of HDF5`,
        found: `${content.length} bytes`,
        next: "A table with very many columns does not fit into the format: store them as a matrix.",
      });
    }
    header.uint(kind, 1).uint(content.length, 2).uint(0, 1).bytes(content);
  }
  return header.uint(lookup3(header.done()), 4).done();
}

/** The dataspace message of a shape; `null` is the null dataspace. */
export function dataspaceMessage(shape: readonly number[] | null): Uint8Array {
  if (shape && shape.length > MOST_AXES) {
    throw new WeftError("Unsupported", {
      expected: `an array of at most ${MOST_AXES} axes, the limit of HDF5`,
      found: `${shape.length}`,
    });
  }
  const kind = shape === null ? 2 : shape.length === 0 ? 0 : 1;
  const message = new ByteWriter().bytes([2, shape?.length ?? 0, 0, kind]);
  for (const length of shape ?? []) message.uint(length, 8);
  return message.done();
}
