import { concatBytes } from "../core/concat_bytes.ts";
import { WeftError } from "../core/error.ts";
import { MESSAGE_LIMIT } from "./page_message.ts";

/** One part of an upload: a page sends what is over 4 MiB in several messages, each with one binary part. */
export interface UploadPart {
  /** Says that this is a part. */
  readonly kind: "weft.upload";
  /** Name of the upload, made up by the page. */
  readonly upload: string;
  /** Which part, counted from 0. */
  readonly part: number;
  /** Parts in all. */
  readonly parts: number;
  /** What the whole says; with one part at least. */
  readonly content?: unknown;
}

/** A message of the widget's own, whole. */
export interface CustomMessage {
  /** What it says. */
  readonly content: unknown;
  /** Binary parts. */
  readonly buffers: readonly Uint8Array[];
}

interface Open {
  readonly parts: (Uint8Array | undefined)[];
  content: unknown;
  missing: number;
  bytes: number;
  timer: ReturnType<typeof setTimeout>;
}

/** Uploads of one model that are under way at most. */
const MAX_OPEN = 8;
/** Parts of one upload at most. */
const MAX_PARTS = 4096;
/** Milliseconds without a part after which an upload is forgotten. */
const IDLE = 60_000;

/** Joins the uploads that come in parts; holds no more than a page may send in all. */
export class Uploads {
  readonly #open = new Map<string, Open>();
  readonly #idle: number;

  /** @param idle Milliseconds without a part after which an upload is forgotten; default a minute. */
  constructor(idle = IDLE) {
    this.#idle = idle;
  }

  /** Uploads that are under way. */
  get size(): number {
    return this.#open.size;
  }

  /**
   * Takes a message of the widget's own.
   *
   * @returns The message, or the upload that it completes; `undefined` when more is to come.
   * @throws {WeftError} `Corrupt` for a part that belongs nowhere, `Unsupported` beyond the limits; the upload is dropped.
   */
  take(content: unknown, buffers: readonly Uint8Array[]): CustomMessage | undefined {
    if (!isPart(content)) return { content, buffers };
    const upload = this.#open.get(content.upload) ?? this.#start(content);
    try {
      return this.#add(upload, content, buffers);
    } catch (error) {
      this.#forget(content.upload);
      throw error;
    }
  }

  /** Forgets all that is under way. */
  clear(): void {
    for (const name of [...this.#open.keys()]) this.#forget(name);
  }

  #start({ upload: name, parts }: UploadPart): Open {
    if (typeof name !== "string" || name.length > 100) throw corrupt("an upload with a name", "another");
    if (!Number.isInteger(parts) || parts < 1 || parts > MAX_PARTS) {
      throw corrupt(`an upload of 1 to ${MAX_PARTS} parts`, "another");
    }
    if (this.#open.size >= MAX_OPEN) throw beyond(`${MAX_OPEN} uploads at once`);
    const timer = setTimeout(() => this.#forget(name), this.#idle);
    const upload: Open = { parts: Array(parts).fill(undefined), content: undefined, missing: parts, bytes: 0, timer };
    this.#open.set(name, upload);
    return upload;
  }

  #add(upload: Open, message: UploadPart, buffers: readonly Uint8Array[]): CustomMessage | undefined {
    const { upload: name, part, parts } = message;
    const [bytes] = buffers;
    const fits = parts === upload.parts.length && Number.isInteger(part) && part >= 0 && part < parts;
    if (!fits || !bytes || buffers.length !== 1 || upload.parts[part]) {
      throw corrupt("one binary part, not yet there, of the upload", "something else");
    }
    upload.bytes += bytes.length;
    if (upload.bytes > MESSAGE_LIMIT) throw beyond(`${MESSAGE_LIMIT} bytes an upload`);
    upload.parts[part] = bytes;
    if (message.content !== undefined) upload.content = message.content;
    clearTimeout(upload.timer);
    if (--upload.missing > 0) {
      upload.timer = setTimeout(() => this.#forget(name), this.#idle);
      return undefined;
    }
    this.#open.delete(name);
    return { content: upload.content, buffers: [concatBytes(upload.parts as Uint8Array[])] };
  }

  #forget(name: string): void {
    clearTimeout(this.#open.get(name)?.timer);
    this.#open.delete(name);
  }
}

function isPart(content: unknown): content is UploadPart {
  return typeof content === "object" && content !== null && "kind" in content && content.kind === "weft.upload";
}

function corrupt(expected: string, found: string): WeftError {
  return new WeftError("Corrupt", { expected, found, where: "an upload of a page" });
}

function beyond(limit: string): WeftError {
  return new WeftError("Unsupported", { expected: `at most ${limit}`, found: "more", where: "an upload of a page" });
}
