import { Rng } from "../../src/core/rng.ts";
import {
  AnnData,
  BooleanColumn,
  categorical,
  Complex,
  Csr,
  Dense,
  Frame,
  MuData,
  NullableColumn,
  NumericColumn,
  Raw,
  RecordArray,
  Scalar,
  StringArray,
  StringColumn,
  toCsc,
} from "../../src/data/mod.ts";

/** A random sparse matrix of small counts. */
export function randomCsr(rng: Rng, nRows: number, nCols: number, density = 0.3): Csr {
  const data = new Float32Array(nRows * nCols);
  for (let i = 0; i < data.length; i++) data[i] = rng.uniform() < density ? 1 + rng.integer(9) : 0;
  return Csr.fromDense(new Dense(data, { shape: [nRows, nCols] }));
}

/** A random dense matrix. */
export function randomDense(rng: Rng, nRows: number, nCols: number): Dense {
  return new Dense(Float64Array.from({ length: nRows * nCols }, () => rng.normal()), { shape: [nRows, nCols] });
}

/** Something in every slot, in every kind of column and of `uns` value. */
export function sampleAnnData(rng: Rng, nObs: number, nVars: number): AnnData {
  const pick = <T>(values: readonly T[]) => Array.from({ length: nObs }, () => values[rng.integer(values.length)]!);
  const mask = Uint8Array.from({ length: nObs }, () => rng.integer(2));
  const X = randomCsr(rng, nObs, nVars);
  const obsNames = Array.from({ length: nObs }, (_, i) => `cell ${i} ß`);
  const table = new Frame(obsNames, { w: new Float64Array(nObs) }, { indexName: "barcode" });
  return new AnnData({
    X,
    obs: new Frame(obsNames, {
      total: Int32Array.from({ length: nObs }, () => rng.integer(100)),
      large: BigInt64Array.from({ length: nObs }, () => 2n ** 62n + BigInt(rng.integer(9))),
      score: Float64Array.from({ length: nObs }, () => rng.uniform() < 0.2 ? NaN : rng.normal()),
      half: Float16Array.from({ length: nObs }, () => rng.normal()),
      kept: new BooleanColumn(mask),
      name: pick(["α", "", "a long name ".repeat(20), "🧬"]),
      domain: categorical(pick(["x", "y", null]), { categories: ["y", "x", "unused"], ordered: true }),
      number: categorical(pick([1, 2, 3])),
      age: new NullableColumn(new NumericColumn(new Uint8Array(nObs)), mask),
      seen: new NullableColumn(new BooleanColumn(mask), mask),
      note: new NullableColumn(new StringColumn(pick(["p", "q"])), mask),
    }, { indexName: "barcode" }),
    var: new Frame(Array.from({ length: nVars }, (_, j) => `gene ${j}`), { index: new Float32Array(nVars) }),
    layers: { counts: toCsc(X), dense: randomDense(rng, nObs, nVars) },
    obsm: { X_pca: randomDense(rng, nObs, 3), table },
    varm: { PCs: randomDense(rng, nVars, 2) },
    obsp: { connectivities: randomCsr(rng, nObs, nObs, 0.1) },
    varp: { pairs: randomCsr(rng, nVars, nVars, 0.1) },
    uns: {
      nothing: null,
      yes: true,
      count: 7,
      ratio: 0.5,
      whole: new Scalar(3, "float64"),
      small: new Scalar(-3, "int8"),
      huge: 2n ** 60n,
      text: "αβ 🧬",
      empty: "",
      z: new Complex(1, -2),
      colors: new StringArray(["#1f77b4", "", "ß", "x"], [2, 2]),
      records: new RecordArray({ g: new StringColumn(["a", "b"]), s: new NumericColumn(new Float32Array([1, 2])) }),
      nested: { deep: { array: new Dense(new Int16Array(24), { shape: [2, 3, 4] }) }, none: {} },
      mask: new Dense(new Uint8Array([1, 0]), { shape: [2], dtype: "bool" }),
      column: categorical(["p", null]),
      frame: new Frame(["r"], { v: [1] }),
      sparse: randomCsr(rng, 3, 4),
    },
    raw: new Raw({ X: randomCsr(rng, nObs, nVars + 2), varm: { PCs: randomDense(rng, nVars + 2, 2) } }),
  });
}

/** Two modalities that share some observations. */
export function sampleMuData(rng: Rng): MuData {
  const rna = sampleAnnData(rng, 12, 5);
  const adt = new AnnData({
    X: randomDense(rng, 8, 3),
    obs: new Frame(Array.from({ length: 8 }, (_, i) => `cell ${15 - i} ß`), {
      flag: [true, false, true, true, false, true, true, true],
    }),
    var: new Frame(["p0", "p1", "p2"]),
  });
  const tissue = new MuData({ mod: { rna, adt }, uns: { made: "here" } });
  return tissue.with({ obsm: masks(tissue.obsmap), varm: masks(tissue.varmap) });
}

/** What mudata keeps beside the maps: one column per modality that is true where it has the row. */
function masks(maps: MuData["obsmap"]): Record<string, Dense> {
  const mask = (rows: Int32Array) => Uint8Array.from(rows, (row) => Number(row > 0));
  const entries = Object.entries(maps).map((
    [name, rows],
  ) => [name, new Dense(mask(rows), { shape: [rows.length, 1], dtype: "bool" })]);
  return Object.fromEntries(entries);
}
