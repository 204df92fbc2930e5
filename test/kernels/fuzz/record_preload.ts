/**
 * Loaded before a test file, records all calls of kernels that it makes into the folder `WEFT_RECORDINGS`, a file a kind
 * of kernels.
 */
import type { Block } from "../../../src/kernels/block.ts";
import type { KernelKind, Kernels } from "../../../src/kernels/mod.ts";
import { NativeKernels } from "../../../src/kernels/native_kernels.ts";
import { WasmKernels } from "../../../src/kernels/wasm_kernels.ts";
import { markDoubles, Recording } from "./recording.ts";

/** Addresses of blocks lie above this, so that no count is taken for one. */
const LOWEST_ADDRESS = 2 ** 30;

const recordings = new Map<KernelKind, Recording>();
const blocksOf = new WeakMap<Kernels, Set<Block>>();

// Which blocks hold doubles shows in how they are looked at.
globalThis.Float64Array = new Proxy(Float64Array, {
  construct(target, args, newTarget) {
    const view = Reflect.construct(target, args, newTarget) as Float64Array<ArrayBuffer>;
    if (args[0] instanceof ArrayBuffer || args[0] instanceof SharedArrayBuffer) markDoubles(view);
    return view;
  },
});

for (const { prototype } of [NativeKernels, WasmKernels] as { prototype: Kernels }[]) {
  const { alloc, free, run } = prototype;
  prototype.alloc = function (this: Kernels, length: number): Block {
    const blocks = liveBlocks(this, alloc);
    let block = alloc.call(this, length);
    // A worker's memory that was given back leaves holes in the lower part.
    const low: Block[] = [];
    while (block.address < LOWEST_ADDRESS) {
      low.push(block);
      block = alloc.call(this, length);
    }
    for (const other of low) free.call(this, other);
    blocks.add(block);
    return block;
  };
  prototype.free = function (this: Kernels, block: Block): void {
    blocksOf.get(this)?.delete(block);
    free.call(this, block);
  };
  prototype.run = function (this: Kernels, op: number, args: readonly number[], parallel: boolean): void {
    let recording = recordings.get(this.kind);
    if (!recording) recordings.set(this.kind, recording = new Recording());
    const blocks = liveBlocks(this, alloc);
    recording.record(op, args, (address) => blockAt(blocks, address), () => run.call(this, op, args, parallel));
  };
}

globalThis.addEventListener("unload", () => {
  const folder = Deno.env.get("WEFT_RECORDINGS")!;
  for (const [kind, { bytes }] of recordings) Deno.writeFileSync(`${folder}/${kind}-${crypto.randomUUID()}`, bytes);
});

function liveBlocks(kernels: Kernels, alloc: Kernels["alloc"]): Set<Block> {
  const known = blocksOf.get(kernels);
  if (known) return known;
  const blocks = new Set<Block>();
  blocksOf.set(kernels, blocks);
  // Memory of WebAssembly begins at 0: the lower part is put aside.
  if (kernels.engine === "wasm") alloc.call(kernels, LOWEST_ADDRESS / 4);
  return blocks;
}

function blockAt(blocks: ReadonlySet<Block>, address: number): Block | undefined {
  if (!(address >= LOWEST_ADDRESS)) return undefined;
  let before: Block | undefined;
  for (const block of blocks) {
    const offset = address - block.address;
    if (offset === 0 || (offset > 0 && offset < 4 * block.length)) return block;
    if (offset === 4 * block.length) before = block;
  }
  // The end of a block, unless another begins there.
  return before;
}
