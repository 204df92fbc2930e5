import { Rng } from "../../src/core/rng.ts";
import { AnnData, categorical, Dense, Frame } from "../../src/data/mod.ts";

/** Names that try to be more than names: markup, a closing tag, a formula, a direction mark, a quote. */
export const HOSTILE_LABEL = `<b>"T'&amp;</text></svg><script>alert(1)</script> \u202egnol`;

const KINDS = [
  "B cells, follicular",
  "Endothelium of the high endothelial venules (HEV)",
  HOSTILE_LABEL,
  "Macrophages",
];
const GENES = ["CD3E", "CD19", "datum.x", "${alert(1)}", "MS4A1", "PECAM1"];

/** Ninety spots of four kinds on a hexagonal grid, two sections, with names and values that are hard to draw. */
export function smallTissue(): AnnData {
  const rng = new Rng(7);
  const n = 90;
  const place = (i: number) => [10 * (i % 10) + (Math.floor(i / 10) % 2) * 5, 8.66 * Math.floor(i / 10)];
  const code = (i: number) => Math.min(3, Math.floor(Math.hypot(place(i)[0]! - 30, place(i)[1]! - 30) / 18));
  const rows = Array.from({ length: n }, (_, i) => i);
  const X = rows.map((i) =>
    GENES.map((_, j) => Math.max(0, (j % 4 === code(i) ? 2 : 0) + rng.normal() - (j === 5 ? 9 : 0)))
  );
  return new AnnData({
    X: Dense.fromRows(X.map((row) => row.map((value) => Math.round(1000 * value) / 1000))),
    obs: new Frame(rows.map((i) => `spot-${i}`), {
      kind: categorical(rows.map((i) => i % 31 === 5 ? null : KINDS[code(i)]!)),
      truth: rows.map((i) => i % 13 === 0 ? "other" : ["follicle", "rim", "zone", "edge"][code(i)]!),
      many: rows.map((i) => `cluster ${String(i % 45).padStart(2, "0")}`),
      section: rows.map((i) => i < 60 ? "A" : "B"),
      depth: Float64Array.from(rows, (i) => i % 17 === 3 ? NaN : Math.round(1000 * Math.exp(rng.normal()))),
    }),
    var: new Frame(GENES),
    obsm: {
      spatial: Dense.fromRows(rows.map(place)),
      X_umap: Dense.fromRows(rows.map((i) => [4 * code(i) + rng.normal(), 3 * (code(i) % 2) + rng.normal()])),
    },
  });
}
