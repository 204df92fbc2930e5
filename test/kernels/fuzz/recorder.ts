import { WeftError } from "../../../src/core/error.ts";
import type { Block } from "../../../src/kernels/block.ts";
import type { KernelMemory, Kernels } from "../../../src/kernels/kernels.ts";

/** First made-up address; blocks lie so far apart that an address tells its block. */
const FIRST = 2 ** 44;
const APART = 2 ** 32;

/** Kernels that write every call down with the contents of its blocks before and after, in the format of `replay.c`. */
export class Recorder implements Kernels {
  readonly #kernels: Kernels;
  readonly #blocks = new Map<number, Block>();
  readonly #parts: Uint8Array[] = [];
  readonly #opsCalled = new Set<number>();
  #calls = 0;
  #next = FIRST;

  /** Calls are carried out by real kernels. */
  constructor(kernels: Kernels) {
    this.#kernels = kernels;
  }

  get engine(): "native" | "wasm" {
    return this.#kernels.engine;
  }
  get kind(): Kernels["kind"] {
    return this.#kernels.kind;
  }
  get threads(): number {
    return this.#kernels.threads;
  }
  get shares(): number {
    return this.#kernels.shares;
  }
  get panel(): number {
    return this.#kernels.panel;
  }
  get rowBlock(): number {
    return this.#kernels.rowBlock;
  }
  get memory(): KernelMemory {
    return this.#kernels.memory;
  }

  /** Numbers of the kernels that were called. */
  get opsCalled(): ReadonlySet<number> {
    return this.#opsCalled;
  }

  /** Everything recorded. */
  get bytes(): Uint8Array {
    return concatenated([uint32(this.#calls), ...this.#parts]);
  }

  alloc(length: number): Block {
    const buffer = new ArrayBuffer(4 * length);
    const block = { address: this.#next, length, f32: new Float32Array(buffer), i32: new Int32Array(buffer) };
    block.f32.fill(NaN);
    this.#next += APART;
    this.#blocks.set(block.address, block);
    return block;
  }

  free({ address }: Block): void {
    this.#blocks.delete(address);
  }

  run(op: number, args: readonly number[]): void {
    this.#calls++;
    this.#opsCalled.add(op);
    const { blocks, pointers } = this.#reached(args);
    const real = blocks.map(({ length }) => this.#kernels.alloc(length));
    const before = blocks.map(({ i32 }, k) => {
      real[k]!.i32.set(i32);
      return i32.slice();
    });
    const realAddress = (arg: number): number => {
      const block = this.#blockOf(arg);
      return block === undefined ? arg : real[blocks.indexOf(block)]!.address + arg - block.address;
    };
    for (const { block, at, address } of pointers) doublesOf(real[block]!)[at] = realAddress(address);
    this.#kernels.run(op, args.map(realAddress), true);
    for (const { block, at, address } of pointers) doublesOf(real[block]!)[at] = address;
    this.#parts.push(uint32(op, args.length, blocks.length, pointers.length));
    blocks.forEach(({ length, i32 }, k) => {
      i32.set(real[k]!.i32);
      this.#parts.push(uint32(length), bytesOf(before[k]!), bytesOf(i32.slice()));
      this.#kernels.free(real[k]!);
    });
    for (const arg of args) this.#pushAddress(blocks, arg);
    for (const { block, at, address } of pointers) {
      this.#parts.push(uint32(block, at));
      this.#pushAddress(blocks, address);
    }
  }

  useThreads(threads: number): number {
    return this.#kernels.useThreads(threads);
  }

  close(): void {
    this.#kernels.close();
  }

  /** The block an address lies in; undefined for other numbers. */
  #blockOf(address: number): Block | undefined {
    if (!(address >= FIRST && address < this.#next)) return undefined;
    const block = this.#blocks.get(FIRST + Math.floor((address - FIRST) / APART) * APART);
    if (block) return block;
    throw new WeftError("NotFound", { expected: "addresses of live blocks", found: `${address}` });
  }

  /** Blocks that arguments name, and blocks whose addresses stand, as doubles, in these. */
  #reached(args: readonly number[]): { readonly blocks: readonly Block[]; readonly pointers: readonly Pointer[] } {
    const blocks = [...new Set(args.flatMap((arg) => this.#blockOf(arg) ?? []))];
    const pointers: Pointer[] = [];
    for (let block = 0; block < blocks.length; block++) {
      doublesOf(blocks[block]!).forEach((address, at) => {
        const other = this.#blockOf(address);
        if (other === undefined) return;
        pointers.push({ block, at, address });
        if (!blocks.includes(other)) blocks.push(other);
      });
    }
    return { blocks, pointers };
  }

  /** Writes down which block an address lies in and how many elements from its start, or a plain number. */
  #pushAddress(blocks: readonly Block[], address: number): void {
    const block = this.#blockOf(address);
    const value = block === undefined ? address : (address - block.address) / 4;
    this.#parts.push(uint32(block === undefined ? -1 : blocks.indexOf(block)), bytesOf(Float64Array.of(value)));
  }
}

/** An address that stands in a block. */
interface Pointer {
  readonly block: number;
  /** Which of the block's doubles it is. */
  readonly at: number;
  readonly address: number;
}

function doublesOf({ f32, length }: Block): Float64Array {
  return new Float64Array(f32.buffer, f32.byteOffset, length >> 1);
}

function uint32(...values: readonly number[]): Uint8Array {
  return bytesOf(Uint32Array.from(values));
}

function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array {
  return new Uint8Array(buffer as ArrayBuffer, byteOffset, byteLength);
}

function concatenated(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
