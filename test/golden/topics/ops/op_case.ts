import type { Csr } from "../../../../src/data/csr.ts";
import { Csr as CsrMatrix } from "../../../../src/data/csr.ts";
import { Dense } from "../../../../src/data/dense.ts";
import type { Engine, Tensor } from "../../../../src/engine/mod.ts";
import type { GoldenArray } from "../../safetensors.ts";
import { Tally } from "../../tally.ts";

/** One op's arrays and tolerances, and the comparisons made so far. */
export class OpCase {
  readonly tally: Tally = new Tally();
  readonly #name: string;
  readonly #arrays: ReadonlyMap<string, GoldenArray>;
  readonly #tolerance: Readonly<Record<string, { readonly atol: number }>>;

  constructor(
    name: string,
    arrays: ReadonlyMap<string, GoldenArray>,
    tolerance: Readonly<Record<string, { readonly atol: number }>> = {},
  ) {
    this.#name = name;
    this.#arrays = arrays;
    this.#tolerance = tolerance;
  }

  /** An array such as `in/x`. */
  array(name: string): GoldenArray {
    return this.#arrays.get(`${this.#name}/${name}`)!;
  }

  floats(name: string): Float32Array {
    return this.array(name).data as Float32Array;
  }

  ints(name: string): Int32Array {
    return this.array(name).data as Int32Array;
  }

  dense(name: string): Dense {
    const { data, shape } = this.array(name);
    return new Dense(data, { shape });
  }

  csr(name: string, nNodes: number): Csr {
    const shape = [nNodes, nNodes] as const;
    const indptr = this.ints(`${name}/indptr`), indices = this.ints(`${name}/indices`);
    return new CsrMatrix({ shape, indptr, indices, data: this.floats(`${name}/values`) });
  }

  tensor(engine: Engine, name: string): Tensor {
    const { data, shape } = this.array(name);
    return engine.tensor(data as Float32Array, shape);
  }

  /** Holds numbers to an array, by its stated tolerance or, without one, the reference set's general rule. */
  compare(name: string, got: ArrayLike<number>): void {
    const { data } = this.array(name);
    let largest = 0;
    for (const value of data) largest = Math.max(largest, Math.abs(Number(value)));
    this.tally.compare(name, got, data, this.#tolerance[name]?.atol ?? Math.max(4e-6 * largest, 1e-9));
  }

  /** Holds every number to its own size: |got − want| ≤ relative · max(floor, |want|), the floor for all or for each. */
  compareEach(
    name: string,
    got: ArrayLike<number>,
    { relative, floor }: { readonly relative: number; readonly floor: number | readonly number[] },
  ): void {
    const want = Array.from(this.array(name).data, Number);
    const least = (i: number) => typeof floor === "number" ? floor : floor[i]!;
    const scaled = (values: ArrayLike<number>) =>
      Array.from(values, (value, i) => value / Math.max(least(i), Math.abs(want[i]!)));
    this.tally.compare(name, scaled(got), scaled(want), relative);
  }

  /** Holds integers to an array, exactly. */
  equal(name: string, got: ArrayLike<number>): void {
    this.tally.compare(name, got, this.array(name).data, 0);
  }

  /** Holds rows of integers to an array, exactly but in any order. */
  equalRows(name: string, got: readonly number[]): void {
    const { data, shape } = this.array(name);
    const [found, wanted] = [got, Array.from(data, Number)].map((values) => sortRows(values, shape[1]!));
    this.tally.compare(name, found!, wanted!, 0);
  }

  /** Holds a sparse matrix to the stored one: the same entries, and values within tolerance. */
  equalCsr(name: string, { indptr, indices, data }: Csr): void {
    this.equal(`${name}/indptr`, indptr);
    this.equal(`${name}/indices`, indices);
    this.compare(`${name}/values`, data as ArrayLike<number>);
  }
}

function sortRows(values: readonly number[], width: number): number[] {
  const rows = Array.from({ length: values.length / width }, (_, i) => values.slice(i * width, (i + 1) * width));
  const firstDifference = (a: readonly number[], b: readonly number[]) => {
    const at = a.findIndex((value, j) => value !== b[j]);
    return at < 0 ? 0 : a[at]! - b[at]!;
  };
  return rows.sort(firstDifference).flat();
}

/** Answers one op case. */
export type Answer = (op: OpCase, engine: Engine) => void | Promise<void>;
