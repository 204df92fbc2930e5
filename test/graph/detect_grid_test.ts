import assert from "node:assert/strict";

import { Rng } from "../../src/core/rng.ts";
import { Dense } from "../../src/data/dense.ts";
import { detectGrid } from "../../src/graph/detect_grid.ts";
import { lattice, randomDense, refuses } from "./support.ts";

const dense = (rows: number[][]) => Dense.fromRows(rows, "float64");

Deno.test("detectGrid() knows a square lattice, scaled, turned, shuffled and with holes", () => {
  const rng = new Rng(1);
  const [cos, sin] = [Math.cos(0.3), Math.sin(0.3)];
  const turned = lattice(20, 15).map(([x, y]) => [7 * (cos * x! - sin * y!), 7 * (sin * x! + cos * y!)]);
  const holes = turned.filter(() => rng.uniform() > 0.1);
  const shuffled = [...rng.permutation(holes.length)].map((i) => holes[i]!);
  const grid = detectGrid(dense(shuffled));
  assert.equal(grid?.kind, "square");
  assert.equal(grid.nNeighbors, 4);
  assert(Math.abs(grid.spacing - 7) < 1e-9);
});

Deno.test("detectGrid() knows a hexagonal lattice, with jitter of a few per cent", () => {
  const rng = new Rng(2);
  const jittered = lattice(20, 18, "hexagonal").map((row) => row.map((v) => 100 * v + rng.normal()));
  const grid = detectGrid(dense(jittered));
  assert.equal(grid?.kind, "hexagonal");
  assert.equal(grid.nNeighbors, 6);
  assert(Math.abs(grid.spacing - 100) < 5);
});

Deno.test("detectGrid() reads doubled array coordinates as hexagonal", () => {
  const doubled = lattice(12, 12).map(([x, y]) => [y!, 2 * x! + (y! % 2)]);
  assert.equal(detectGrid(dense(doubled))?.kind, "hexagonal");
  const odd = doubled.map(([row, col]) => [row!, col! + 1]);
  assert.equal(detectGrid(dense(odd))?.kind, "hexagonal");
});

Deno.test("detectGrid() finds no grid in random, coincident, few or three-dimensional points", () => {
  const rng = new Rng(3);
  assert.equal(detectGrid(randomDense(rng, 400, 2)), undefined);
  assert.equal(detectGrid(Dense.zeros(50, 2)), undefined);
  assert.equal(detectGrid(dense(lattice(2, 4))), undefined);
  assert.equal(detectGrid(randomDense(rng, 400, 3, 4)), undefined);
  assert.equal(detectGrid(Dense.zeros(0, 2)), undefined);
  assert.equal(detectGrid(dense(lattice(60, 1))), undefined);
});

Deno.test("detectGrid() looks at a window of a large tissue", () => {
  assert.deepEqual(detectGrid(dense(lattice(150, 150))), { kind: "square", spacing: 1, nNeighbors: 4 });
});

Deno.test("detectGrid() does not change its input and refuses what is not finite", () => {
  const coords = dense(lattice(5, 5));
  const before = coords.data.slice();
  detectGrid(coords);
  assert.deepEqual(coords.data, before);
  refuses(() => detectGrid(dense([...lattice(5, 5), [NaN, 0]])), "BadValues", /finite coordinates/);
});
