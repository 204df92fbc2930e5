import { Csr } from "../../../../src/data/csr.ts";
import type { Weights } from "../../../../src/nn/mod.ts";
import type { GoldenArray } from "../../safetensors.ts";

/** The arrays of a case by name. */
export type Arrays = ReadonlyMap<string, GoldenArray>;

/** The graph `in/graph/NAME` of a case. */
export function goldenGraph(arrays: Arrays, name: string, nObs: number): Csr {
  const part = (which: string) => arrays.get(`in/graph/${name}/${which}`)!.data;
  return new Csr({
    shape: [nObs, nObs],
    indptr: part("indptr") as Int32Array,
    indices: part("indices") as Int32Array,
    data: part("values") as Float32Array,
  });
}

/** The features `in/x0`, `in/x1`, … of a case, named by their numbers. */
export function goldenFeatures(
  arrays: Arrays,
  nModalities: number,
): { readonly name: string; readonly nFeatures: number; readonly data: Float32Array }[] {
  return Array.from({ length: nModalities }, (_, m) => {
    const { shape, data } = arrays.get(`in/x${m}`)!;
    return { name: `${m}`, nFeatures: shape[1]!, data: data as Float32Array };
  });
}

/** A matrix transposed: their layers with `y = x Wᵀ` are out × in, ours in × out. */
export function turned({ shape, data }: Weights): Weights {
  if (shape.length < 2) return { shape, data };
  const [nRows, nCols] = shape as [number, number];
  const out = new Float32Array(data.length);
  for (let i = 0; i < nRows; i++) for (let j = 0; j < nCols; j++) out[j * nRows + i] = data[i * nCols + j]!;
  return { shape: [nCols, nRows], data: out };
}

/** The arrays of a case whose name begins so, without that beginning. */
export function weightsAt(prefix: string, arrays: Arrays): Map<string, Weights> {
  const found = [...arrays].filter(([name]) => name.startsWith(prefix));
  return new Map(found.map(([name, { shape, data }]) => [
    name.slice(prefix.length),
    { shape, data: data as Float32Array },
  ]));
}
