import { bytesOf } from "./arrays.ts";
import type { Model } from "./model.ts";

/** Bytes of one message: the server between page and kernel drops messages of 10 MiB. */
const PART = 4 * 1024 * 1024;

/**
 * Sends a message of the widget's own with one binary part of any size up to 64 MiB; the kernel gets it whole.
 *
 * @param model The widget's model.
 * @param content What the message says.
 * @param data Its binary part.
 */
export function upload(model: Pick<Model, "send">, content: unknown, data: ArrayBuffer | ArrayBufferView): void {
  const bytes = bytesOf(data);
  if (bytes.length <= PART) return model.send(content, undefined, [bytes.slice().buffer]);
  const name = crypto.randomUUID();
  const parts = Math.ceil(bytes.length / PART);
  for (let part = 0; part < parts; part++) {
    const piece = bytes.slice(part * PART, (part + 1) * PART);
    const message = { kind: "weft.upload", upload: name, part, parts };
    model.send(part === 0 ? { ...message, content } : message, undefined, [piece.buffer]);
  }
}
