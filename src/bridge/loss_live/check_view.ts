import { WeftError } from "../../core/error.ts";
import type { LossLiveView } from "../protocol/loss_live.ts";

/** Names of hidden terms that are kept at most, and their length. */
const MOST = 100;
const LONGEST = 200;

/**
 * How a page wants to draw, once it is known to be such a thing.
 *
 * @throws {WeftError} `InvalidArgument` for all else.
 */
export function checkView(value: unknown): LossLiveView {
  const { log, weighted, smoothing, hidden } = (value ?? {}) as Record<string, unknown>;
  const names = Array.isArray(hidden) && hidden.length <= MOST &&
    hidden.every((name) => typeof name === "string" && name.length <= LONGEST);
  const share = typeof smoothing === "number" && smoothing >= 0 && smoothing <= 0.99;
  if (typeof log === "boolean" && typeof weighted === "boolean" && share && names) {
    return { log, weighted, smoothing, hidden: [...hidden] };
  }
  throw new WeftError("InvalidArgument", {
    expected: "log, weighted, smoothing from 0 to 0.99, and names of hidden terms",
    found: "something else",
  });
}
