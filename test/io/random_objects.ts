import type { Rng } from "../../src/core/rng.ts";
import {
  AnnData,
  BooleanColumn,
  CategoricalColumn,
  type Column,
  Complex,
  Csr,
  Dense,
  type DType,
  Frame,
  type Matrix,
  MuData,
  NullableColumn,
  NumericColumn,
  Raw,
  RecordArray,
  Scalar,
  StringArray,
  StringColumn,
  toCsc,
  type TypedArray,
  type UnsDict,
  type UnsValue,
} from "../../src/data/mod.ts";
import { allocate } from "../../src/data/dtype.ts";

const INTEGERS = ["int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64"] as const;
const FLOATS = ["float16", "float32", "float64"] as const;
const DTYPES: readonly DType[] = ["bool", ...INTEGERS, ...FLOATS];
const TEXTS = [
  "",
  "α",
  "a b",
  "🧬",
  "x".repeat(300),
  "1",
  "nan",
  "None",
  "two\nlines",
  "'quoted\"",
  "\\",
  "<b>",
  "e\u0301",
];
const KEYS = [
  "b",
  "10",
  "2",
  "with space",
  "Ünï",
  "__proto__",
  "constructor",
  "toString",
  "a.b",
  "type",
  "length",
  "🧬",
];

/** One of several things. */
export function pick<T>(rng: Rng, things: readonly T[]): T {
  return things[rng.integer(things.length)]!;
}

/** Some of the keys that are awkward as names, each once. */
function someKeys(rng: Rng, most: number): string[] {
  const order = rng.permutation(KEYS.length);
  return Array.from(order.subarray(0, rng.integer(most + 1)), (i) => KEYS[i]!);
}

function record<T>(rng: Rng, most: number, make: () => T): Record<string, T> {
  const entries: Record<string, T> = Object.create(null);
  for (const key of someKeys(rng, most)) entries[key] = make();
  return entries;
}

/** Elements of a dtype over the whole of its range, with what floats have beside numbers. */
export function randomNumbers(rng: Rng, dtype: DType, length: number): TypedArray {
  const values = allocate(dtype, length);
  const big = values instanceof BigInt64Array || values instanceof BigUint64Array;
  for (let i = 0; i < length; i++) {
    const special = rng.integer(10) === 0 ? pick(rng, [NaN, Infinity, -Infinity, -0]) : undefined;
    if (big) values[i] = (BigInt(rng.bits()) << 32n) | BigInt(rng.bits());
    else if (dtype === "bool") values[i] = rng.integer(2);
    else if (dtype.startsWith("float")) values[i] = special ?? rng.normal() * 100;
    else values[i] = rng.bits();
  }
  return values;
}

/** An array of a shape, of any dtype. */
export function randomArray(rng: Rng, shape: readonly number[], dtype: DType = pick(rng, DTYPES)): Dense {
  const size = shape.reduce((product, length) => product * length, 1);
  return new Dense(randomNumbers(rng, dtype, size), { shape, dtype });
}

/** A matrix in any storage, of any dtype; sparse ones with rows in any order and zeros that are stored. */
export function randomMatrix(rng: Rng, nRows: number, nCols: number): Matrix {
  if (rng.uniform() < 0.4) return randomArray(rng, [nRows, nCols]);
  const indptr = new Int32Array(nRows + 1);
  const indices: number[] = [];
  for (let i = 0; i < nRows; i++) {
    indices.push(...rng.permutation(nCols).filter(() => rng.uniform() < 0.3));
    indptr[i + 1] = indices.length;
  }
  const dtype = pick(rng, DTYPES.filter((name) => name !== "float16"));
  const data = randomNumbers(rng, dtype, indices.length);
  const csr = new Csr({ shape: [nRows, nCols], indptr, indices: Int32Array.from(indices), data, dtype });
  return rng.uniform() < 0.5 ? csr : toCsc(csr);
}

function randomTexts(rng: Rng, length: number): string[] {
  return Array.from({ length }, () => pick(rng, TEXTS));
}

function plainColumn(rng: Rng, length: number): NumericColumn | BooleanColumn | StringColumn {
  const kind = rng.integer(3);
  if (kind === 0) return new StringColumn(randomTexts(rng, length));
  if (kind === 1) return new BooleanColumn(randomNumbers(rng, "bool", length) as Uint8Array);
  return new NumericColumn(randomNumbers(rng, pick(rng, [...INTEGERS, ...FLOATS]), length));
}

/** A column of any kind. */
export function randomColumn(rng: Rng, length: number): Column {
  const kind = rng.integer(4);
  if (kind < 2) return plainColumn(rng, length);
  if (kind === 2) {
    const values = rng.integer(2) === 0
      ? plainColumn(rng, length)
      : new NumericColumn(randomNumbers(rng, pick(rng, INTEGERS), length));
    const isFloat = values.kind === "numeric" && values.dtype.startsWith("float");
    return isFloat ? values : new NullableColumn(values, randomNumbers(rng, "bool", length) as Uint8Array);
  }
  return randomCategorical(rng, length);
}

/** A categorical: labels of text or numbers, some unused, some rows missing; at times more than 127 labels. */
export function randomCategorical(rng: Rng, length: number): CategoricalColumn {
  const nLabels = pick(rng, [0, 1, 3, 130]);
  const labels = Array.from({ length: nLabels }, (_, i) => i);
  const categories = rng.integer(2) === 0
    ? new StringColumn(labels.map((i) => `label ${i} ß`))
    : new NumericColumn(pick(rng, [Int32Array, Float64Array]).from(labels));
  const codes = Int32Array.from({ length }, () => rng.integer(nLabels + 1) - 1);
  return new CategoricalColumn(categories, codes, { ordered: rng.uniform() < 0.5 });
}

/** A table with the given row names. */
export function randomFrame(rng: Rng, index: readonly string[]): Frame {
  const columns = someKeys(rng, 5).map((key) => [key, randomColumn(rng, index.length)] as const);
  return new Frame(index, columns, {
    indexName: pick(rng, [null, "barcode", "10"].filter((name) => !columns.some(([key]) => key === name))),
  });
}

/** Any value of `uns`, dictionaries to a depth. */
function randomUnsValue(rng: Rng, depth: number): UnsValue {
  const length = rng.integer(4);
  const makers: readonly (() => UnsValue)[] = [
    () => null,
    () => rng.uniform() < 0.5,
    () => pick(rng, [0, -1, 7, 2 ** 53 - 1, -(2 ** 53) + 1]),
    () => pick(rng, [0.5, -1e-300, NaN, Infinity]),
    () => pick(rng, [2n ** 60n, -(2n ** 63n), 2n ** 63n - 1n]),
    () => pick(rng, TEXTS),
    () =>
      new Scalar(
        pick(rng, [3, -2, 0]),
        pick(rng, ["int8", "int16", "int32", "float16", "float32", "float64"] as const),
      ),
    () => new Scalar(2n ** 64n - 1n, "uint64"),
    () => new Complex(rng.normal(), -0, "complex128"),
    () => new StringArray(randomTexts(rng, 2 * length), [length, 2]),
    () =>
      new RecordArray([
        ["10", new StringColumn(randomTexts(rng, length))],
        ["2", new NumericColumn(randomNumbers(rng, "float32", length))],
        ["flag", new BooleanColumn(randomNumbers(rng, "bool", length) as Uint8Array)],
      ]),
    () => randomArray(rng, pick(rng, [[length], [2, length], [2, 0, 3], [1, 2, 3, 1]])),
    () => randomMatrix(rng, length, 3),
    () => randomFrame(rng, ["r", "s"]),
    () => randomCategorical(rng, length),
    () => new NullableColumn(new StringColumn(randomTexts(rng, length)), new Uint8Array(length).fill(1)),
  ];
  if (depth > 0 && rng.uniform() < 0.35) return randomUns(rng, depth - 1);
  return pick(rng, makers)();
}

/** A dictionary for `uns`. */
export function randomUns(rng: Rng, depth: number): UnsDict {
  return record(rng, 6, () => randomUnsValue(rng, depth));
}

/** What may stand in `obsm` or `varm` beside a table; tables bear the name of its index, as Python makes them. */
function frameOrMatrix(rng: Rng, { index, indexName }: Frame): Frame | Matrix {
  const kind = rng.integer(4);
  if (kind > 1) return randomMatrix(rng, index.length, rng.integer(4));
  if (kind === 1) return randomArray(rng, [index.length, 2, 3]);
  const frame = randomFrame(rng, index);
  return (indexName === null ? frame : frame.with({ [indexName]: undefined })).withIndex(index, indexName);
}

/** `n` names with a prefix that is not ASCII. */
export function someNames(prefix: string, n: number): string[] {
  return Array.from({ length: n }, (_, i) => `${prefix} ß/${i}`);
}

/** An AnnData of random content in every slot; any of them may be empty. */
export function randomAnnData(
  rng: Rng,
  obsNames: readonly string[] = someNames("cell", rng.integer(6)),
  varNames: readonly string[] = someNames("gene", rng.integer(5)),
): AnnData {
  const nObs = obsNames.length, nVars = varNames.length;
  const obs = randomFrame(rng, obsNames), vars = randomFrame(rng, varNames);
  const raw = () =>
    new Raw({
      X: randomMatrix(rng, nObs, nVars + 2),
      var: randomFrame(rng, someNames("raw", nVars + 2)),
      varm: record(rng, 2, () => randomArray(rng, [nVars + 2, 2])),
    });
  return new AnnData({
    X: rng.integer(6) === 0 ? null : randomMatrix(rng, nObs, nVars),
    obs,
    var: vars,
    layers: record(rng, 3, () => randomMatrix(rng, nObs, nVars)),
    obsm: record(rng, 3, () => frameOrMatrix(rng, obs)),
    varm: record(rng, 3, () => frameOrMatrix(rng, vars)),
    obsp: record(rng, 2, () => randomMatrix(rng, nObs, nObs)),
    varp: record(rng, 2, () => randomMatrix(rng, nVars, nVars)),
    uns: randomUns(rng, 2),
    raw: rng.integer(2) === 0 ? null : raw(),
  });
}

/** A MuData of modalities that share some observations, with content for the whole. */
export function randomMuData(rng: Rng): MuData {
  const modalities = ["rna", "a b", "Ünï"].slice(0, 1 + rng.integer(3)).map((name) => {
    const obsNames = Array.from(rng.permutation(12).subarray(0, rng.integer(7)), (i) => `cell ${i}`);
    return [name, randomAnnData(rng, obsNames, someNames(name, rng.integer(5)))] as const;
  });
  const whole = new MuData({ mod: Object.fromEntries(modalities) });
  const obs = randomFrame(rng, whole.obsNames), vars = randomFrame(rng, whole.varNames);
  return whole.with({
    obs,
    var: vars,
    obsm: { X_joint: randomArray(rng, [whole.nObs, 2]), ...record(rng, 2, () => frameOrMatrix(rng, obs)) },
    obsp: record(rng, 2, () => randomMatrix(rng, whole.nObs, whole.nObs)),
    varm: record(rng, 2, () => randomArray(rng, [whole.nVars, 1])),
    varp: record(rng, 1, () => randomMatrix(rng, whole.nVars, whole.nVars)),
    uns: randomUns(rng, 1),
  });
}

/** Everything that an object holds, so that two can be compared deeply. */
export function everything(data: AnnData | MuData): unknown {
  if (data.kind === "mudata") {
    const { mod, isView: _, ...rest } = data.parts();
    return {
      ...rest,
      order: Object.keys(mod),
      mod: Object.entries(mod).map(([name, adata]) => [name, everything(adata)]),
    };
  }
  const { X: _, isView: __, ...rest } = data.parts();
  return { ...rest, X: data.X };
}
