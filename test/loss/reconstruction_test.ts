import assert from "node:assert/strict";
import type { Engine, Tensor } from "../../src/engine/mod.ts";
import { type EntryMask, gaussian, nb, poisson, zinb } from "../../src/loss/mod.ts";
import { assertClose, engines } from "../engine/helpers.ts";

const matrix = (engine: Engine, rows: readonly (readonly number[])[]): Tensor =>
  engine.tensor(Float32Array.from(rows.flat()), [rows.length, rows[0]!.length]);
const number = (engine: Engine, loss: () => Tensor): number => engine.run(() => loss().dataSync()[0]!);

Deno.test("gaussian() without a mask sums over variables and averages over observations", async () => {
  for (const engine of await engines()) {
    const loss = () => gaussian(engine, matrix(engine, [[1, 2], [3, 4]]), matrix(engine, [[0, 0], [0, 0]]));
    assert.equal(number(engine, loss), (1 + 4 + 9 + 16) / 2);
  }
});

Deno.test("gaussian() with a mask averages each cell's observed entries, or those of all", async () => {
  for (const engine of await engines()) {
    const loss = (mask: EntryMask) => () =>
      gaussian(engine, matrix(engine, [[1, 2], [3, 4]]), matrix(engine, [[0, 0], [0, 0]]), { mask });
    const rows = new Float32Array([1, 1, 0, 1]);
    assertClose([number(engine, loss({ rows }))], [((1 + 4) / 2 * 2 + 16 * 2) / 2]);
    assertClose([number(engine, loss({ rows, per: "all" }))], [(1 + 4 + 16) * 2 / 3]);
    const rowOf = Int32Array.of(1, 1);
    assertClose([number(engine, loss({ rows, rowOf }))], [(4 * 2 + 16 * 2) / 2]);
    assertClose([number(engine, loss({ rows, rowOf, per: "all" }))], [(4 + 16) * 2 / 2]);
    assert.equal(number(engine, loss({ rows: new Float32Array(4) })), 0);
    assert.equal(number(engine, loss({ rows: new Float32Array(4), per: "all" })), 0);
  }
});

Deno.test("nb() tends to poisson() for large theta, and zinb() without dropouts is nb()", async () => {
  for (const engine of await engines()) {
    const counts = [[0, 1, 7, 300]], means = [[0.1, 2, 5, 280]];
    const losses = engine.run(() => {
      const [x, mean] = [matrix(engine, counts), matrix(engine, means)];
      const theta = engine.tensor(new Float32Array(4).fill(1e8), [4]);
      const dropout = matrix(engine, [[0, 0, 0, 0]]);
      const all = [poisson(engine, x, mean), nb(engine, x, { mean, theta }), zinb(engine, x, { mean, theta, dropout })];
      return all.map((loss) => loss.dataSync()[0]!);
    });
    assertClose([losses[1]!, losses[2]!], [losses[0]!, losses[0]!], 1e-5);
  }
});

Deno.test("nb() takes theta by gene, by entry and by a group of each cell", async () => {
  for (const engine of await engines()) {
    const counts = [[0, 3], [2, 1], [4, 0]], ones = [[1, 2], [1, 2], [1, 2]];
    const by = (theta: readonly (readonly number[])[], thetaOf?: Int32Array) =>
      number(
        engine,
        () =>
          nb(engine, matrix(engine, counts), { mean: matrix(engine, ones), theta: matrix(engine, theta) }, { thetaOf }),
      );
    const whole = by([[0.5, 3], [0.5, 3], [0.5, 3]]);
    assertClose([by([[0.5, 3]]), by([[9, 9], [0.5, 3]], Int32Array.of(1, 1, 1))], [whole, whole], 1e-6);
    assertClose([by([[0.5, 3], [2, 2]], Int32Array.of(0, 1, 0))], [by([[0.5, 3], [2, 2], [0.5, 3]])], 1e-6);
  }
});

Deno.test("reconstruction losses refuse masks and rows that do not fit", async () => {
  const [engine] = await engines();
  const call = (mask: EntryMask, thetaOf?: Int32Array) => () =>
    number(engine!, () => {
      const [x, mean, theta] = [[[0, 1], [2, 3]], [[1, 1], [1, 1]], [[1, 1]]].map((rows) => matrix(engine!, rows));
      return nb(engine!, x!, { mean: mean!, theta: theta! }, { mask, thetaOf });
    });
  assert.throws(call({ rows: new Float32Array(3) }), { tag: "Misaligned", message: /mask/ });
  assert.throws(call({ rows: new Float32Array(4), rowOf: new Int32Array(3) }), { tag: "Misaligned", message: /rowOf/ });
  assert.throws(call({ rows: new Float32Array(4) }, new Int32Array(3)), { tag: "Misaligned", message: /thetaOf/ });
  assert.throws(call({ rows: new Float32Array(4) }, Int32Array.of(0, 1)), { tag: "Misaligned", message: /theta/ });
});
