import { examples, show } from "../core/check.ts";
import { WeftError } from "../core/error.ts";
import type { Annotated } from "../data/annotated.ts";

/** One slot that a method reads. */
export interface SlotNeed {
  /** The slot. */
  readonly slot: "obsm" | "obsp";
  /** The key in it; "X" in `obsm` means the main matrix. */
  readonly key: string;
  /** Whose slot: the whole object's, or that of the modality named. */
  readonly of: "whole" | { readonly modality: string };
  /** What to call when it is not there, as a sentence. */
  readonly next: string;
  /** What must stand in it; default any numbers. */
  readonly values?: "counts" | undefined;
}

/**
 * Makes sure that an object has every slot a method reads.
 *
 * @param data One modality or several.
 * @param needs The slots.
 * @throws {WeftError} `NotFound` for the first that is missing, listing what is there.
 *
 * @example
 * ```ts
 * import { checkSlots } from "weft/methods";
 * import { AnnData, Dense } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const adata = new AnnData({ X: Dense.fromRows([[1]]) });
 * const need = { slot: "obsm", key: "X_pca", of: "whole", next: "Call pca() first." } as const;
 * assert.throws(() => checkSlots(adata, [need]), /Call pca\(\) first/);
 * ```
 */
export function checkSlots(data: Annotated, needs: readonly SlotNeed[]): void {
  for (const { slot, key, of, next } of needs) {
    const owner = of === "whole" || data.kind === "anndata" ? data : data.modality(of.modality);
    if (slot === "obsm" && key === "X" && owner.kind === "anndata" && owner.X) continue;
    if (key in owner[slot]) continue;
    const keys = Object.keys(owner[slot]);
    throw new WeftError("NotFound", {
      expected: `${slot}[${show(key)}]`,
      found: keys.length === 0 ? `no ${slot} entries` : `the entries ${examples(keys, 12)}`,
      ...(of === "whole" || data.kind === "anndata" ? {} : { where: `modality ${show(of.modality)}` }),
      next,
    });
  }
}
