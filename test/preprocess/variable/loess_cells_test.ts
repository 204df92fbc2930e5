import assert from "node:assert/strict";
import { Rng } from "../../../src/core/rng.ts";
import { curvePoints } from "../../../src/preprocess/variable/local_fit.ts";
import { cellEnds } from "../../../src/preprocess/variable/loess_cells.ts";

const ends = (x: Float64Array, span: number) => [...cellEnds(curvePoints(x, x), span)];

Deno.test("cellEnds() begins and ends just beyond the points and rises", () => {
  const rng = new Rng(1);
  for (let seed = 0; seed < 5; seed++) {
    const x = Float64Array.from({ length: 50 + seed }, () => rng.normal());
    const found = ends(x, 0.3);
    const [min, max] = [Math.min(...x), Math.max(...x)];
    assert(found[0]! < min && found[0]! > min - 0.01 * (max - min));
    assert(found.at(-1)! > max && found.at(-1)! < max + 0.01 * (max - min));
    for (let i = 1; i < found.length; i++) assert(found[i]! > found[i - 1]!);
  }
});

Deno.test("cellEnds() cuts at points, until a cell holds a fifth of a neighbourhood", () => {
  const x = Float64Array.from({ length: 100 }, (_, i) => i);
  const found = ends(x, 0.5);
  const inner = found.slice(1, -1);
  assert(inner.every(Number.isInteger));
  for (let i = 1; i < found.length; i++) {
    assert(x.filter((value) => value > found[i - 1]! && value <= found[i]!).length <= 10);
  }
});

Deno.test("cellEnds() of a point has the two outer ends only, of equal points at most their place besides", () => {
  assert.equal(ends(Float64Array.of(1), 0.3).length, 2);
  assert.equal(ends(new Float64Array(40).fill(2), 0.3)[1], 2);
  const zeros = ends(new Float64Array(3), 0.3);
  assert(zeros[0]! < 0 && zeros.at(-1)! > 0);
});

Deno.test("cellEnds() moves a cut off ties to the nearest place where values differ", () => {
  const x = Float64Array.from([...Array(30).fill(0), ...Array.from({ length: 30 }, (_, i) => 1 + i)]);
  const found = ends(x, 0.9);
  assert(found.includes(0), `${found}`);
});
