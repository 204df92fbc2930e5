import type { Tensor, Tf, Variable } from "../tf.ts";

/** A flat buffer of which parts are read and replaced, all at once at the end. */
export class FlatPatch {
  readonly #tf: Tf;
  readonly #buffer: Variable;
  readonly #parts: { readonly offset: number; readonly values: Tensor }[] = [];

  constructor(tf: Tf, buffer: Variable) {
    this.#tf = tf;
    this.#buffer = buffer;
  }

  /** The part that begins at `offset`, in the size and shape of another tensor. */
  read(offset: number, like: Tensor): Tensor {
    return this.#tf.reshape(this.#tf.slice(this.#buffer as Tensor, [offset], [like.size]), like.shape);
  }

  /** Notes what will stand at `offset`; parts must not overlap. */
  write(offset: number, values: Tensor): void {
    this.#parts.push({ offset, values: this.#tf.reshape(values, [values.size]) });
  }

  /** Puts the noted parts into the buffer. */
  assign(): void {
    const pieces: Tensor[] = [];
    let at = 0;
    const keepUntil = (end: number) => {
      if (end > at) pieces.push(this.#tf.slice(this.#buffer as Tensor, [at], [end - at]));
    };
    for (const { offset, values } of this.#parts.sort((a, b) => a.offset - b.offset)) {
      keepUntil(offset);
      if (values.size > 0) pieces.push(values);
      at = offset + values.size;
    }
    keepUntil(this.#buffer.size);
    if (pieces.length > 0) this.#buffer.assign(this.#tf.concat(pieces) as never);
  }
}
