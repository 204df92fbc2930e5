import { WeftError } from "../../core/error.ts";
import { addressAt, type Block } from "../block.ts";
import { checkCounts } from "../check_counts.ts";
import { checkRoom } from "../check_room.ts";
import { OP } from "../generated/op.ts";
import type { Kernels } from "../kernels.ts";
import { freeKnnLists, type KnnLists, listArguments, takeKnnLists } from "./knn_lists.ts";
import type { KnnRows } from "./knn_rows.ts";

/** What is wanted of the nearest rows. */
export interface KnnForm {
  /** How many nearest rows each query gets. */
  readonly k: number;
  /** What a query may not find: base row `i` for query `i`, every row equal to it, or nothing. */
  readonly skip: "self" | "equal" | "none";
}

/** Which of the nearest rows are wanted. */
export interface KnnSearch extends KnnForm {
  /** First row to search for. */
  readonly first: number;
  /** How many rows to search for. */
  readonly count: number;
}

/** Where the answer goes. */
export interface KnnAnswer {
  /** Rows found, `count × k`, nearest first; −1 where there is none. */
  readonly rows: Block;
  /** Squared distances in float64, `count × k`; ∞ where there is none. */
  readonly squared: Block;
}

const SKIPS = { none: 0, self: 1, equal: 2 } as const;
/** Scores that are held at a time for each query. */
const CHUNK = 192;
const PARALLEL_FROM = 100_000;

/**
 * The exact k nearest rows of the base for some queries, laid out as rows of their own, by Euclidean distance; ties go to
 * the smaller row, and distances are summed in float64 by rising column, so that every kind of kernels gives the same
 * bytes.
 *
 * @throws {WeftError} `Misaligned` when the queries are not there or are the base, or a block is too short.
 */
export function knn(kernels: Kernels, rows: KnnRows, search: KnnSearch, answer: KnnAnswer): void {
  const { first, count, k } = search;
  checkQueries(rows, false);
  checkRoom("numbers of queries", { ...rows.queries, length: rows.nQueries }, count, first);
  checkAnswer(answer, count, k);
  const lists = takeKnnLists(kernels, count, k);
  try {
    beginKnn(kernels, rows, lists, { first, count, blocks: 0 });
    settleKnn(kernels, rows, lists, { ...search, ordered: false }, answer);
  } finally {
    freeKnnLists(kernels, lists);
  }
}

/**
 * The exact k nearest rows of each row of a base that was laid out as its own queries, as {@linkcode knn} finds them:
 * every pair of rows is scored once. Tells now and then, at latest after about `piece` multiplications, what part of the
 * work is done; whoever may not come to the end declares it with `using`.
 *
 * @throws {WeftError} `Misaligned` when the queries are others, or a block is too short.
 */
export function* knnWithin(
  kernels: Kernels,
  rows: KnnRows,
  { k, skip, piece }: KnnForm & { readonly piece: number },
  answer: KnnAnswer,
): Generator<number, void> {
  const { nRows, width, baseFloats, packed } = rows;
  checkQueries(rows, true);
  checkAnswer(answer, nRows, k);
  const blocks = blocksOf(kernels, nRows, nRows * nRows * width / (2 * piece));
  const lists = takeKnnLists(kernels, nRows, k);
  try {
    beginKnn(kernels, rows, lists, { first: 0, count: nRows, blocks });
    const multiplications = nRows * nRows * width / (2 * blocks);
    const { values, lowered } = baseFloats;
    const laidOut = [values.address, lowered.address, nRows, packed.address, width, blocks];
    for (let round = 0, since = 2 * multiplications; round < blocks - 1; round++) {
      if (since + multiplications > piece) {
        yield (round + 2) / (blocks + 2);
        since = 0;
      }
      // Lists are cut each time that they have seen twice as many rows.
      const seen = round + 1;
      const doubled = (seen & (seen - 1)) === 0 ? 1 : 0;
      const told = listArguments(kernels, lists, nRows, seen / blocks);
      kernels.run(OP.knnMeet, [...laidOut, round, ...told, doubled], multiplications > PARALLEL_FROM);
      since += multiplications;
    }
    settleKnn(kernels, rows, lists, { first: 0, count: nRows, k, skip, ordered: true }, answer);
  } finally {
    freeKnnLists(kernels, lists);
  }
}

/** An even number of blocks: one pair of them for every share, more of them for less work a round, none too small. */
function blocksOf({ shares, rowBlock }: Kernels, nRows: number, least: number): number {
  const most = 2 * Math.floor(Math.ceil(nRows / rowBlock) / 2);
  return Math.max(2, Math.min(most, 2 * Math.ceil(Math.max(2 * shares, least) / 2)));
}

function checkQueries({ queries, base }: KnnRows, within: boolean): void {
  if ((queries === base) === within) return;
  const [own, same] = ["queries of their own", "the base as queries"];
  throw new WeftError("Misaligned", { expected: within ? same : own, found: within ? own : same });
}

function checkAnswer({ rows, squared }: KnnAnswer, count: number, k: number): void {
  checkCounts({ count, k });
  checkRoom("rows found", rows, count * k);
  checkRoom("squared distances", squared, 2 * count * k);
}

function chunkOf(kernels: Kernels): number {
  return Math.ceil(CHUNK / kernels.panel) * kernels.panel;
}

function checkFloats(kernels: Kernels, { baseFloats, packed, order, nRows, width }: KnnRows): void {
  checkRoom("packed base", packed, Math.ceil(nRows / kernels.panel) * kernels.panel * width);
  checkRoom("lowered norms", baseFloats.lowered, nRows + kernels.rowBlock);
  checkRoom("order", order, nRows);
}

interface Begin {
  readonly first: number;
  readonly count: number;
  readonly blocks: number;
}

function beginKnn(kernels: Kernels, rows: KnnRows, lists: KnnLists, { first, count, blocks }: Begin): void {
  const { queryFloats: { values, lowered }, baseFloats, packed, nRows, width } = rows;
  checkFloats(kernels, rows);
  checkRoom("queries", values, (count + kernels.rowBlock) * width, first * width);
  checkRoom("norms of queries", lowered, count + kernels.rowBlock, first);
  const chunk = chunkOf(kernels);
  const scratch = kernels.alloc(kernels.shares * kernels.rowBlock * chunk);
  try {
    const args = [
      addressAt(values, first * width),
      addressAt(lowered, first),
      count,
      packed.address,
      baseFloats.lowered.address,
      nRows,
      width,
      blocks,
      ...listArguments(kernels, lists, count, blocks === 0 ? 1 : 1 / blocks),
      scratch.address,
      chunk,
    ];
    kernels.run(OP.knnBegin, args, count * nRows * width > PARALLEL_FROM);
  } finally {
    kernels.free(scratch);
  }
}

/** What the lists hold: those of some queries, or of all rows of the base in its order. */
interface Settle extends KnnSearch {
  readonly ordered: boolean;
}

function settleKnn(kernels: Kernels, rows: KnnRows, lists: KnnLists, settle: Settle, answer: KnnAnswer): void {
  const { base, queries, valueLength, baseFloats, queryFloats, packed, order, center, scale, nRows, width } = rows;
  const { first, count, k, skip, ordered } = settle;
  checkFloats(kernels, rows);
  checkRoom("base", base, valueLength * nRows * width);
  checkRoom("queries", queries, valueLength * count * width, valueLength * first * width);
  checkRoom("norms of queries", queryFloats.lowered, count, first);
  checkRoom("centre", center, 2 * width);
  const chunk = chunkOf(kernels);
  const scratchLength = kernels.rowBlock * (chunk + 2 * lists.room + 2 * width);
  const scratch = kernels.alloc(kernels.shares * scratchLength);
  try {
    const args = [
      base.address,
      addressAt(queries, valueLength * first * width),
      valueLength === 1 ? 1 : 0,
      center.address,
      scale,
      packed.address,
      baseFloats.lowered.address,
      order.address,
      nRows,
      width,
      k,
      SKIPS[skip],
      ordered ? order.address : 0,
      first,
      count,
      ...listArguments(kernels, lists, count),
      answer.rows.address,
      answer.squared.address,
      scratch.address,
      scratchLength,
      chunk,
      addressAt(queryFloats.lowered, first),
    ];
    kernels.run(OP.knnSettle, args, count * nRows * width > PARALLEL_FROM);
  } finally {
    kernels.free(scratch);
  }
}
