import { WeftError } from "../../core/error.ts";
import type { BoardView } from "../protocol/ablation_board.ts";

/** Length of a term's name at most. */
const LONGEST = 200;

/**
 * How a page wants to draw, once it is known to be such a thing.
 *
 * @throws {WeftError} `InvalidArgument` for all else.
 */
export function checkBoardView(value: unknown): BoardView {
  const { line, row, term, log, sort } = (value ?? {}) as Record<string, unknown>;
  const isNumber = (found: unknown): found is number => Number.isSafeInteger(found) && (found as number) >= 0;
  const isTerm = typeof term === "string" && term.length <= LONGEST;
  if (isNumber(line) && isNumber(row) && isTerm && typeof log === "boolean" && (sort === null || isNumber(sort))) {
    return { line, row, term, log, sort };
  }
  throw new WeftError("InvalidArgument", {
    expected: "numbers of a line, a row and a score, the name of a term, and log",
    found: "something else",
  });
}
