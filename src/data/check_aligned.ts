import { examples } from "../core/check.ts";
import { WeftError } from "../core/error.ts";
import type { MuData } from "./mudata.ts";

/**
 * Checks that all modalities hold the same observations, by name; their order may differ.
 *
 * @param mdata Several modalities.
 * @throws {WeftError} `Misaligned` otherwise: the error counts what is in one modality only and shows examples.
 *
 * @example
 * ```ts
 * import { AnnData, checkAligned, Frame, MuData } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const rna = new AnnData({ obs: new Frame(["a", "b"]) });
 * const adt = new AnnData({ obs: new Frame(["b"]) });
 * checkAligned(new MuData({ mod: { rna } }));
 * assert.throws(() => checkAligned(new MuData({ mod: { rna, adt } })), /found 1 only in 'rna', such as 'a'; 1 shared/);
 * ```
 */
export function checkAligned(mdata: MuData): void {
  const [first, ...others] = mdata.modalityNames;
  for (const other of others) checkPair(mdata, first!, other);
}

function checkPair(mdata: MuData, a: string, b: string): void {
  const namesA = mdata.modality(a).obsNames;
  const namesB = mdata.modality(b).obsNames;
  const inA = new Set(namesA);
  const inB = new Set(namesB);
  const onlyA = namesA.filter((name) => !inB.has(name));
  const onlyB = namesB.filter((name) => !inA.has(name));
  if (onlyA.length === 0 && onlyB.length === 0) return;
  const shared = namesA.length - onlyA.length;
  const parts = [[a, onlyA], [b, onlyB]] as const;
  const only = parts.filter(([, names]) => names.length > 0)
    .map(([name, names]) => `${names.length} only in '${name}', such as ${examples(names)}`);
  throw new WeftError("Misaligned", {
    expected: `modalities '${a}' and '${b}' to share all obs names`,
    found: [...only, `${shared} shared`].join("; "),
    next: shared > 0
      ? "Call intersectObs() to keep the shared observations."
      : "Give the same observation the same name in both before joining them.",
    onlyInFirst: onlyA.length,
    onlyInSecond: onlyB.length,
    shared,
  });
}
