import type { Block } from "../block.ts";
import { checkRoom } from "../check_room.ts";
import type { Kernels } from "../kernels.ts";
import { withKept } from "../with_kept.ts";

/** Lists of the nearest rows by score, one for each row; {@linkcode freeKnnLists} takes them back. */
export interface KnnLists {
  /** Halves of squared distances in float32, `count × room`. */
  readonly away: Block;
  /** The rows they belong to. */
  readonly rows: Block;
  /** No row that is missing from a list has a score above this. */
  readonly least: Block;
  /** Entries of each list. */
  readonly counts: Block;
  /** How many lists there are. */
  readonly count: number;
  /** Most entries of a list. */
  readonly room: number;
  /** Fewest entries that a full list is cut to. */
  readonly keep: number;
  /** Most entries that it is cut to. */
  readonly most: number;
}

/** Candidates beyond the k: the more, the seldomer a second look; a share of k, and at least so many. */
const SPARE_SHARE = 0.25;
const SPARE = 4;
/** What a cut may leave beyond those, as a share of them: the more, the faster it is found. */
const SLACK = 0.4;
/** Room for entries behind a cut, as a share of what it may leave. */
const SPACE = 0.8;

/** Standard deviations that count as likely. */
const LIKELY = 3;

/** Fewest and most entries that a list for the `k` nearest is cut to, and the room it needs. */
export function listSizes(
  { panel }: Kernels,
  k: number,
): { readonly keep: number; readonly most: number; readonly room: number } {
  const keep = k + 1 + Math.ceil(Math.max(SPARE, SPARE_SHARE * k));
  const most = Math.ceil((1 + SLACK) * keep);
  return { keep, most, room: Math.ceil((1 + SPACE) * most / panel) * panel };
}

/** Lists for searching the `k` nearest rows of so many; their contents are arbitrary. */
export function takeKnnLists(kernels: Kernels, count: number, k: number): KnnLists {
  const { keep, most, room } = listSizes(kernels, k);
  return withKept(kernels, (take) => {
    const of = (length: number) => take(kernels.alloc(length));
    // Thresholds are read up to a whole tile or panel.
    const [away, rows, least, counts] = [of(count * room), of(count * room), of(count + kernels.rowBlock), of(count)];
    return { away, rows, least, counts, count, room, keep, most };
  });
}

/** Gives the memory back. */
export function freeKnnLists(kernels: Kernels, { away, rows, least, counts }: KnnLists): void {
  for (const block of [away, rows, least, counts]) kernels.free(block);
}

/**
 * How the kernels are told of the first `count` lists. As long as they have seen a part of the rows only, an even sample
 * of them, they need hold no more than the most of the nearest that such a part has in all likelihood: who ends up with
 * too few is looked for again.
 */
export function listArguments(kernels: Kernels, lists: KnnLists, count: number, seen = 1): number[] {
  const { away, rows, least, counts, room } = lists;
  for (const block of [away, rows]) checkRoom("lists", block, count * room);
  checkRoom("thresholds", least, count + kernels.rowBlock);
  checkRoom("lengths of lists", counts, count);
  const expected = seen * lists.keep;
  const keep = Math.min(lists.keep, Math.ceil(expected + LIKELY * Math.sqrt(expected * (1 - seen)) + 2));
  const most = Math.min(lists.most, Math.ceil((1 + SLACK) * keep));
  return [away.address, rows.address, least.address, counts.address, room, keep, most];
}
