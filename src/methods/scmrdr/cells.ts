import type { Engine } from "../../engine/engine.ts";
import type { Tensor } from "../../engine/tf.ts";
import type { ScmrdrConfig } from "./config.ts";
import type { ScmrdrInputs } from "./inputs.ts";

/** Some cells on the engine. */
export interface CellTensors {
  /** What the encoders read, `nCells × nGenes`: `ln(1 + counts)`, or what was measured under `gaussian`. */
  readonly x: Tensor;
  /** What was measured, `nCells × nGenes`. */
  readonly counts: Tensor;
  /** Size factors. */
  readonly size: Tensor;
  /** Modality of each cell. */
  readonly modality: Int32Array;
  /** The same, one-hot. */
  readonly modalityOneHot: Tensor;
  /** Batches one-hot, if the decoder is told them. */
  readonly batchOneHot: readonly Tensor[];
  /** `nModalities × nGenes` of 0 and 1; `undefined` when every modality has every gene. */
  readonly mask: Float32Array | undefined;
}

/**
 * Puts some cells on the engine; must run inside `engine.run`, which frees them.
 *
 * @param scratch Room for `nCells × nGenes` numbers that the caller uses again; default new.
 */
export function cellTensors(
  engine: Engine,
  inputs: ScmrdrInputs,
  cells: Int32Array,
  { distribution }: Pick<ScmrdrConfig, "distribution">,
  scratch?: Float32Array,
): CellTensors {
  const { modalities, names: { batches }, mask } = inputs;
  const [n, nGenes] = [cells.length, inputs.counts.shape[1]];
  const counts = engine.tensor(denseRows(inputs.counts, cells, scratch), [n, nGenes]);
  const modality = cells.map((cell) => inputs.modality[cell]!);
  const oneHot = (codes: Int32Array, width: number) => engine.tensor(oneHotRows(codes, width), [n, width]);
  return {
    x: distribution === "gaussian" ? counts : engine.tf.log1p(counts),
    counts,
    size: engine.tensor(new Float32Array(n).map((_, i) => inputs.size[cells[i]!]!), [n]),
    modality,
    modalityOneHot: oneHot(modality, modalities.length),
    batchOneHot: batches.length === 0 ? [] : [oneHot(cells.map((cell) => inputs.batch[cell]!), batches.length)],
    mask: isPartial(mask) ? mask : undefined,
  };
}

function denseRows(
  { shape: [, nCols], indptr, indices, data }: ScmrdrInputs["counts"],
  rows: Int32Array,
  scratch: Float32Array = new Float32Array(rows.length * nCols),
): Float32Array {
  const dense = scratch.subarray(0, rows.length * nCols).fill(0);
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    for (let at = indptr[row]!; at < indptr[row + 1]!; at++) dense[i * nCols + indices[at]!] = data[at] as number;
  }
  return dense;
}

function oneHotRows(codes: Int32Array, width: number): Float32Array {
  const rows = new Float32Array(codes.length * width);
  codes.forEach((code, i) => {
    if (code >= 0) rows[i * width + code] = 1;
  });
  return rows;
}

const partial = new WeakMap<Float32Array, boolean>();

function isPartial(mask: Float32Array): boolean {
  let found = partial.get(mask);
  if (found === undefined) partial.set(mask, found = mask.includes(0));
  return found;
}
