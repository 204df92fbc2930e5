import { checkInteger, checkNumber } from "../../core/check.ts";
import { WeftError } from "../../core/error.ts";
import type { SpatialMapState } from "../protocol.ts";
import { bitBytes, trimBits } from "../protocol/bits.ts";
import type { TraitChecks } from "../widget_model.ts";

/** What a page may set of a map of `n` spots, and what it must look like. */
export function mapChecks(
  n: number,
  sections: number,
  channel: () => SpatialMapState["channel"],
): TraitChecks<SpatialMapState> {
  return {
    selected(value) {
      if (value instanceof Uint8Array && value.length === bitBytes(n)) return trimBits(value, n);
      throw new WeftError("InvalidArgument", { expected: `a bit set of ${n} spots`, found: "something else" });
    },
    hidden(value) {
      if (!Array.isArray(value)) {
        throw new WeftError("InvalidArgument", { expected: "a list", found: "something else" });
      }
      const now = channel();
      const most = now?.kind === "category" ? now.labels.length - 1 : -1;
      for (const code of value) checkInteger(code, "a hidden category", -1, most);
      return [...new Set<number>(value)];
    },
    section(value) {
      if (value !== null) checkInteger(value as number, "section", 0, sections - 1);
      return value as number | null;
    },
    pointSize(value) {
      checkNumber(value as number, "pointSize", 0.01, 100);
      return value as number;
    },
    opacity(value) {
      checkNumber(value as number, "opacity", 0, 1);
      return value as number;
    },
  };
}
