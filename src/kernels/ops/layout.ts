import { WeftError } from "../../core/error.ts";
import { addressAt, type Block } from "../block.ts";
import { checkCounts } from "../check_counts.ts";
import { checkRoom } from "../check_room.ts";
import { OP } from "../generated/op.ts";
import type { Kernels } from "../kernels.ts";
import { reach, type StridedWalk } from "../strided_walk.ts";

/** A block and the element a walk over it begins at. */
export interface Begin {
  /** The block. */
  readonly block: Block;
  /** The element; default 0. */
  readonly offset?: number | undefined;
}

/** What a gather reads: `batch × outer × length` slices, of which `count` are taken for each position before. */
export interface GatherShape {
  /** Positions with their own list of places. */
  readonly batch: number;
  /** Positions that share a list. */
  readonly outer: number;
  /** Slices to choose from. */
  readonly length: number;
  /** Places of a list. */
  readonly count: number;
  /** Elements of a slice. */
  readonly slice: number;
}

/** Rows and what they are summed into. */
export interface SegmentShape {
  /** Number of rows. */
  readonly rows: number;
  /** Their length. */
  readonly width: number;
  /** Rows of the result. */
  readonly segments: number;
}

const PARALLEL_FROM = 60_000;

/** Copies 32-bit elements of `from`, the walk's first operand, to `to`, its second. */
export function copy(kernels: Kernels, from: Begin, to: Begin, walk: StridedWalk): void {
  checkWalk("source", from, reach(walk, "a"));
  checkWalk("target", to, reach(walk, "b"));
  const { total, inner, outer } = walk;
  if (total === 0) return;
  const [source, target] = [from, to].map(({ block, offset = 0 }) => addressAt(block, offset));
  const args = [source!, target!, total, inner.length, inner.a, inner.b, ...outer];
  kernels.run(OP.copy, args, total > PARALLEL_FROM);
}

/** Transposes every `rows × columns` matrix of a batch. */
export function transpose(
  kernels: Kernels,
  x: Block,
  out: Block,
  { batch, rows, columns }: { readonly batch: number; readonly rows: number; readonly columns: number },
): void {
  checkCounts({ batch, rows, columns });
  const size = batch * rows * columns;
  checkRoom("matrices", x, size);
  checkRoom("result", out, size);
  if (size > 0) kernels.run(OP.transpose, [x.address, out.address, batch, rows, columns], size > PARALLEL_FROM);
}

/** `out[b, o, i] = x[b, o, places[b, i]]`, slices of 32-bit elements. */
export function gather(kernels: Kernels, x: Block, places: Block, out: Block, shape: GatherShape): void {
  const { batch, outer, length, count, slice } = shape;
  checkCounts({ batch, outer, length, count, slice });
  checkRoom("slices", x, batch * outer * length * slice);
  checkRoom("places", places, batch * count);
  checkRoom("result", out, batch * outer * count * slice);
  const list = places.i32;
  for (let i = 0; i < batch * count; i++) {
    if (list[i]! >= 0 && list[i]! < length) continue;
    throw new WeftError("InvalidArgument", {
      expected: `places from 0 to ${length - 1}`,
      found: `${list[i]}`,
      where: `place ${i}`,
    });
  }
  const size = batch * outer * count * slice;
  if (size === 0) return;
  const args = [x.address, places.address, out.address, batch, outer, length, count, slice];
  kernels.run(OP.gather, args, size > PARALLEL_FROM);
}

/** `out[s] = Σ` of the rows whose segment is `s`, in doubles; segments out of range are left out. */
export function segmentSum(kernels: Kernels, x: Block, segments: Block, out: Block, shape: SegmentShape): void {
  const { rows, width, segments: count } = shape;
  checkCounts({ rows, width, segments: count });
  checkRoom("rows", x, rows * width);
  checkRoom("segments", segments, rows);
  checkRoom("result", out, count * width);
  const sums = kernels.alloc(2 * count * width);
  const args = [x.address, segments.address, out.address, rows, count, width, sums.address];
  kernels.run(OP.segmentSum, args, rows * width > PARALLEL_FROM);
  kernels.free(sums);
}

function checkWalk(what: string, { block, offset = 0 }: Begin, [low, high]: readonly [number, number]): void {
  checkRoom(what, block, high - low, offset + low);
}
