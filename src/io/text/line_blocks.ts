import { throwIfAborted } from "../../core/abort.ts";
import { show } from "../../core/check.ts";
import { WeftError } from "../../core/error.ts";
import { stoppable } from "../../core/stoppable.ts";
import { readableFile } from "../readable_file.ts";

/** Bytes with which a gzip file begins. */
const GZIP = [0x1f, 0x8b];
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];
const NEWLINE = 10;

/**
 * A text file as blocks of whole lines, unpacked where its first bytes say gzip; only the last block may lack its
 * newline. A byte order mark is left out. A block is valid until the next one is asked for.
 *
 * @throws {WeftError} `NotFound`, `Permission`, `Corrupt` for a damaged gzip file, `Aborted`.
 */
export async function* lineBlocks(path: string, signal?: AbortSignal): AsyncGenerator<Uint8Array> {
  using stop = stoppable(signal);
  await readableFile(path);
  let rest = new Uint8Array(0);
  let first = true;
  for await (const chunk of unpacked(path)) {
    throwIfAborted(stop.signal, `reading ${path}`);
    const bytes = first ? withoutMark(chunk) : chunk;
    first = false;
    const end = bytes.lastIndexOf(NEWLINE) + 1;
    if (end > 0) yield joined(rest, bytes.subarray(0, end));
    rest = end > 0 ? bytes.slice(end) : joined(rest, bytes);
  }
  if (rest.length > 0) yield rest;
}

async function* unpacked(path: string): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const file = await Deno.open(path, { read: true });
  const packed = startsWith(await firstBytes(file), GZIP);
  const stream = packed ? file.readable.pipeThrough(new DecompressionStream("gzip")) : file.readable;
  try {
    yield* stream;
  } catch (cause) {
    if (!packed || cause instanceof WeftError) throw cause;
    throw new WeftError("Corrupt", {
      expected: `${show(path)} to be a complete gzip file`,
      found: "damaged or missing bytes",
      next: "Fetch or copy the file again.",
    }, { cause });
  }
}

async function firstBytes(file: Deno.FsFile): Promise<Uint8Array> {
  const bytes = new Uint8Array(GZIP.length);
  const count = await file.read(bytes) ?? 0;
  await file.seek(0, Deno.SeekMode.Start);
  return bytes.subarray(0, count);
}

function withoutMark(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  return startsWith(bytes, BYTE_ORDER_MARK) ? bytes.subarray(BYTE_ORDER_MARK.length) : bytes;
}

function startsWith(bytes: Uint8Array, mark: readonly number[]): boolean {
  return mark.every((byte, i) => bytes[i] === byte);
}

function joined(head: Uint8Array<ArrayBuffer>, tail: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  if (head.length === 0) return tail;
  const whole = new Uint8Array(head.length + tail.length);
  whole.set(head);
  whole.set(tail, head.length);
  return whole;
}
