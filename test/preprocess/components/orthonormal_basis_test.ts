import assert from "node:assert/strict";
import { Rng } from "../../../src/core/rng.ts";
import { OrthonormalBasis } from "../../../src/preprocess/components/orthonormal_basis.ts";
import { assertClose } from "../support.ts";

const dot = (a: Float64Array, b: Float64Array) => a.reduce((sum, value, i) => sum + value * b[i]!, 0);

Deno.test("OrthonormalBasis keeps vectors orthonormal to rounding, nearly dependent ones too", () => {
  const rng = new Rng(1);
  const basis = new OrthonormalBasis(30, new Rng(2));
  const first = Float64Array.from({ length: 30 }, () => rng.normal());
  for (let k = 0; k < 11; k++) basis.add(first.map((value) => value + 1e-9 * rng.normal()), 0);
  for (let a = 0; a < basis.count; a++) {
    for (let b = 0; b <= a; b++) assertClose([dot(basis.at(a), basis.at(b))], [a === b ? 1 : 0], 1e-13, `${a}, ${b}`);
  }
});

Deno.test("OrthonormalBasis keeps a vector orthonormal of which the last one, and one before, are the most", () => {
  const rng = new Rng(4);
  const basis = new OrthonormalBasis(40, new Rng(2));
  const random = () => Float64Array.from({ length: 40 }, () => rng.normal());
  for (let k = 0; k < 12; k++) {
    const fresh = random();
    const [last, before] = [basis.count > 0 ? basis.at(k - 1) : random(), basis.count > 2 ? basis.at(k - 3) : random()];
    basis.add(fresh.map((value, i) => 1e-6 * value + 1e3 * last[i]! + 40 * before[i]!), 0);
    for (let b = 0; b <= k; b++) assertClose([dot(basis.at(k), basis.at(b))], [b === k ? 1 : 0], 1e-13, `${k}, ${b}`);
  }
});

Deno.test("OrthonormalBasis returns the norm of what is new", () => {
  const basis = new OrthonormalBasis(3, new Rng(1));
  assert.equal(basis.add(Float64Array.of(2, 0, 0), 0), 2);
  assertClose([basis.add(Float64Array.of(7, 3, 0), 0)], [3]);
  assertClose(basis.at(1), [0, 1, 0]);
});

Deno.test("OrthonormalBasis fills in a random direction and returns 0 when nothing is new", () => {
  const basis = new OrthonormalBasis(3, new Rng(1));
  basis.add(Float64Array.of(1, 0, 0), 1);
  assert.equal(basis.add(Float64Array.of(5, 0, 0), 1), 0);
  assertClose([dot(basis.at(0), basis.at(1)), dot(basis.at(1), basis.at(1))], [0, 1], 1e-13);
});

Deno.test("OrthonormalBasis lays its vectors out as columns", () => {
  const basis = new OrthonormalBasis(2, new Rng(1));
  basis.add(Float64Array.of(3, 0), 0);
  basis.add(Float64Array.of(0, 5), 0);
  assert.deepEqual([...basis.columns(2)], [1, 0, 0, 1]);
  assert.deepEqual([...basis.columns(1)], [1, 0]);
});
