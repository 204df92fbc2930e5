import { Rng } from "../../src/core/rng.ts";
import { AnnData, type AnnDataParts } from "../../src/data/anndata.ts";
import { Dense } from "../../src/data/dense.ts";
import { Frame } from "../../src/data/frame.ts";

/** How a small modality differs from the usual one. */
export interface SmallModality extends Omit<AnnDataParts, "X"> {
  readonly nObs?: number;
  readonly nVars?: number;
  /** Value of a spot and a feature, from the count drawn for it. */
  readonly value?: (count: number, spot: number, feature: number) => number;
}

/** Names "s0", "s1" … */
export function spotNames(n: number): string[] {
  return Array.from({ length: n }, (_, i) => `s${i}`);
}

/** Spots in rows of six. */
export function places(n: number, shift = 0): Dense {
  const at = (q: number) => q % 2 === 0 ? (q / 2) % 6 : Math.floor(q / 12);
  return new Dense(Float64Array.from({ length: 2 * n }, (_, q) => at(q) + shift), { shape: [n, 2] });
}

/** Two regions, upper and lower half, in counts of a few features on a small square grid. */
export function smallModality(
  { nObs = 36, nVars = 12, value = (count) => count, ...parts }: SmallModality = {},
): AnnData {
  const rng = new Rng(7);
  const draw = (q: number) => {
    const [spot, feature] = [Math.floor(q / nVars), q % nVars];
    return value(rng.poisson((spot < nObs / 2) === (feature < nVars / 2) ? 12 : 3), spot, feature);
  };
  return new AnnData({
    X: new Dense(Float32Array.from({ length: nObs * nVars }, (_, q) => draw(q)), { shape: [nObs, nVars] }),
    obs: new Frame(spotNames(nObs), { region: spotNames(nObs).map((_, i) => i < nObs / 2 ? "upper" : "lower") }),
    var: new Frame(Array.from({ length: nVars }, (_, j) => `f${j}`)),
    obsm: { spatial: places(nObs) },
    ...parts,
  });
}
