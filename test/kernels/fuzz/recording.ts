import { concatBytes } from "../../../src/core/concat_bytes.ts";
import type { Block } from "../../../src/kernels/block.ts";

/** What is kept of the calls of one kernel. */
const MOST_BYTES = 4e6;
const MOST_BYTES_A_CALL = 4e5;
/** The first call of a kernel is kept even if it is large. */
const MOST_BYTES_FIRST = 6e7;
/** Blocks that may hold the addresses of others are no longer than this. */
const LONGEST_TABLE = 4096;

/** Places in memory at which doubles were looked at, by buffer. */
const doubles = new WeakMap<ArrayBufferLike, Set<number>>();
const RealFloat64Array = Float64Array;

/** Notes that a view of doubles was made. */
export function markDoubles({ buffer, byteOffset }: Float64Array): void {
  let places = doubles.get(buffer);
  if (!places) doubles.set(buffer, places = new Set());
  places.add(byteOffset);
}

/** Calls of kernels with the contents of their blocks before and after, in the format of `replay.c`. */
export class Recording {
  readonly #parts: Uint8Array[] = [];
  readonly #bytesOf = new Map<number, number>();
  readonly #kinds: { readonly kind: Uint32Array; readonly block: Block }[] = [];
  #calls = 0;

  /** Everything recorded. */
  get bytes(): Uint8Array {
    for (const { kind, block } of this.#kinds) {
      kind[0] = doubles.get(block.f32.buffer)?.has(block.f32.byteOffset) ? 1 : 0;
    }
    return concatBytes([uint32(this.#calls), ...this.#parts]);
  }

  /** Makes a call and writes it down; `blockAt` finds the live block that an address lies in. */
  record(op: number, args: readonly number[], blockAt: (address: number) => Block | undefined, call: () => void): void {
    const known = this.#bytesOf.get(op);
    if (known !== undefined && known > MOST_BYTES) return call();
    const { blocks, pointers } = reached(args, blockAt);
    const bytes = 8 * blocks.reduce((sum, { length }) => sum + length, 0);
    const keep = bytes < (known === undefined ? MOST_BYTES_FIRST : MOST_BYTES_A_CALL);
    if (!keep) return call();
    this.#bytesOf.set(op, (known ?? 0) + bytes);
    this.#calls++;
    const before = blocks.map(copyOf);
    call();
    this.#parts.push(uint32(op, args.length, blocks.length, pointers.length));
    blocks.forEach((block, k) => {
      const kind = new Uint32Array(1);
      this.#kinds.push({ kind, block });
      this.#parts.push(uint32(block.length), bytesOf(kind), before[k]!, copyOf(block));
    });
    for (const arg of args) this.#pushAddress(blocks, arg, blockAt);
    for (const { block, at, address } of pointers) {
      this.#parts.push(uint32(block, at));
      this.#pushAddress(blocks, address, blockAt);
    }
  }

  /** Which block an address lies in and how many elements from its start, or a plain number. */
  #pushAddress(blocks: readonly Block[], address: number, blockAt: (address: number) => Block | undefined): void {
    const block = blockAt(address);
    const value = block === undefined ? address : (address - block.address) / 4;
    this.#parts.push(uint32(block === undefined ? -1 : blocks.indexOf(block)), bytesOf(RealFloat64Array.of(value)));
  }
}

/** An address that stands in a block. */
interface Pointer {
  readonly block: number;
  /** Which of the block's doubles it is. */
  readonly at: number;
  readonly address: number;
}

/** Blocks that arguments name, and blocks whose addresses stand, as doubles, in these. */
function reached(args: readonly number[], blockAt: (address: number) => Block | undefined): {
  readonly blocks: readonly Block[];
  readonly pointers: readonly Pointer[];
} {
  const blocks = [...new Set(args.flatMap((arg) => blockAt(arg) ?? []))];
  const pointers: Pointer[] = [];
  for (let block = 0; block < blocks.length; block++) {
    const { f32, length } = blocks[block]!;
    if (length > LONGEST_TABLE) continue;
    new RealFloat64Array(f32.buffer, f32.byteOffset, length >> 1).forEach((address, at) => {
      // Two numbers side by side may read like a place in a block; an address is that of a whole element.
      const other = address % 4 === 0 ? blockAt(address) : undefined;
      if (other === undefined) return;
      pointers.push({ block, at, address });
      if (!blocks.includes(other)) blocks.push(other);
    });
  }
  return { blocks, pointers };
}

function copyOf({ i32 }: Block): Uint8Array {
  return bytesOf(Int32Array.from(i32));
}

function uint32(...values: readonly number[]): Uint8Array {
  return bytesOf(Uint32Array.from(values));
}

function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array {
  return new Uint8Array(buffer as ArrayBuffer, byteOffset, byteLength);
}
