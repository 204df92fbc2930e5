import assert from "node:assert/strict";
import { hungarian } from "../../src/cluster/hungarian.ts";
import { Rng } from "../../src/core/rng.ts";
import { Dense } from "../../src/data/dense.ts";
import { emd, gromovWasserstein, sinkhorn, sinkhornCosts } from "../../src/impute/mod.ts";

function random(seed: number, n: number, m: number): Dense {
  const rng = new Rng(seed);
  return new Dense(Float64Array.from({ length: n * m }, () => rng.uniform() * 10), { shape: [n, m] });
}

function masses(seed: number, n: number): Float64Array {
  const rng = new Rng(seed);
  const given = Float64Array.from({ length: n }, () => rng.uniform() + 0.05);
  const sum = given.reduce((total, mass) => total + mass, 0);
  return given.map((mass) => mass / sum);
}

function assertMargins(plan: Dense, a: ArrayLike<number>, b: ArrayLike<number>, tolerance: number): void {
  const rows = plan.toRows();
  rows.forEach((row, i) => {
    assert(row.every((mass) => mass >= 0));
    assert(Math.abs(row.reduce((sum, mass) => sum + mass, 0) - a[i]!) <= tolerance);
  });
  for (let j = 0; j < plan.nCols; j++) {
    assert(Math.abs(rows.reduce((sum, row) => sum + row[j]!, 0) - b[j]!) <= tolerance);
  }
}

/** Whether some potentials prove that a plan is cheapest: Bellman–Ford over the moves that it allows finds no gain. */
function assertCheapest(costs: Dense, plan: Dense): void {
  const [n, m] = [costs.nRows, costs.nCols];
  const row = new Float64Array(n);
  const column = new Float64Array(m);
  for (let round = 0; round <= n + m; round++) {
    let changed = false;
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < m; j++) {
        if (row[i]! + costs.get(i, j) < column[j]! - 1e-9) {
          column[j] = row[i]! + costs.get(i, j);
          changed = true;
        }
        if (plan.get(i, j) > 1e-12 && column[j]! - costs.get(i, j) < row[i]! - 1e-9) {
          row[i] = column[j]! - costs.get(i, j);
          changed = true;
        }
      }
    }
    if (!changed) return;
  }
  assert.fail("a circle of moves saves costs");
}

Deno.test("emd() finds plans that no circle of moves makes cheaper, with the masses asked for", () => {
  for (let seed = 0; seed < 25; seed++) {
    const rng = new Rng(seed);
    const [n, m] = [1 + rng.integer(12), 1 + rng.integer(12)];
    const costs = random(seed, n, m);
    const [a, b] = [masses(seed + 100, n), masses(seed + 200, m)];
    const { plan, cost } = emd(costs, { a, b });
    const dense = plan.toDense();
    assertMargins(dense, a, b, 1e-12);
    assertCheapest(costs, dense);
    assert(plan.nnz <= n + m - 1);
    const sum = dense.toRows().flat().reduce((total, mass, at) => total + mass * Number(costs.data[at]), 0);
    assert(Math.abs(cost - sum) < 1e-12);
  }
});

Deno.test("emd() of alike masses of equal number is an assignment, as hungarian() finds it", () => {
  for (const n of [1, 2, 7, 40]) {
    const costs = random(n, n, n);
    const { plan, cost } = emd(costs);
    assert.deepEqual([...plan.indices], [...hungarian(costs.data as Float64Array, n, n)]);
    assert(plan.data.every((mass) => mass === 1 / (n * n) * n));
    const wanted = [...plan.indices].reduce((sum, j, i) => sum + costs.get(i, j) / n, 0);
    assert(Math.abs(cost - wanted) < 1e-12);
  }
});

Deno.test("emd() comes to an end where every choice is a tie", () => {
  for (const [n, m] of [[30, 30], [30, 20], [17, 34]] as const) {
    const { plan, cost } = emd(Dense.zeros(n, m, "float64"));
    assert.equal(cost, 0);
    assertMargins(plan.toDense(), new Float64Array(n).fill(1 / n), new Float64Array(m).fill(1 / m), 1e-12);
    const steps = Array.from({ length: n }, (_, i) => Array.from({ length: m }, (_, j) => Number((i + j) % 3 === 0)));
    assertCheapest(Dense.fromRows(steps, "float64"), emd(Dense.fromRows(steps, "float64")).plan.toDense());
  }
});

Deno.test("emd() leaves points without mass out, and takes masses of any scale", () => {
  const costs = random(3, 3, 3);
  const { plan } = emd(costs, { a: [2, 0, 2], b: [1, 3, 0] });
  assertMargins(plan.toDense(), [0.5, 0, 0.5], [0.25, 0.75, 0], 1e-12);
});

Deno.test("emd() of sorted points on a line moves them in order", () => {
  const x = [0, 1, 2, 5, 9];
  const y = [0.5, 1.4, 3, 4, 8];
  const costs = Dense.fromRows(x.map((a) => y.map((b) => Math.abs(a - b))), "float64");
  const { cost } = emd(costs);
  assert(Math.abs(cost - (0.5 + 0.4 + 1 + 1 + 1) / 5) < 1e-12);
});

Deno.test("emd() refuses nothing, NaN, masses that cannot be, and too many points", () => {
  assert.throws(() => emd(Dense.zeros(0, 3)), { name: "WeftError[TooSmall]" });
  assert.throws(() => emd(Dense.fromRows([[NaN]])), { name: "WeftError[BadValues]" });
  const costs = random(1, 2, 2);
  assert.throws(() => emd(costs, { a: [1] }), { name: "WeftError[Misaligned]" });
  assert.throws(() => emd(costs, { a: [1, -1] }), { name: "WeftError[BadValues]", message: /a to be finite.*-1 at 1/ });
  assert.throws(() => emd(costs, { b: [0, 0] }), { name: "WeftError[BadValues]", message: /some mass/ });
  assert.throws(() => emd(random(1, 30, 30), { signal: AbortSignal.abort() }), { name: "WeftError[Aborted]" });
});

Deno.test("sinkhornCosts() meets its masses and nears the exact cost as the entropy fades", () => {
  const costs = random(4, 9, 12);
  const [a, b] = [masses(5, 9), masses(6, 12)];
  const exact = emd(costs, { a, b }).cost;
  const gaps = [1, 0.2, 0.04].map((reg) => {
    const plan = sinkhornCosts(costs, { a, b, reg, tolerance: 1e-10, maxIter: 200_000 });
    assertMargins(plan.toDense(), a, b, 1e-9);
    assert(plan.error <= 1e-10);
    return plan.cost - exact;
  });
  assert(gaps[0]! > gaps[1]! && gaps[1]! > gaps[2]! && gaps[2]! > -1e-9 && gaps[2]! < 0.1, `${gaps}`);
});

Deno.test("sinkhornCosts() has the form of its plan: P = exp((f + g − C)/ε)", () => {
  const costs = random(7, 4, 5);
  const plan = sinkhornCosts(costs, { reg: 2 });
  const dense = plan.toDense();
  for (let i = 0; i < 4; i++) {
    for (let j = 0; j < 5; j++) {
      const want = Math.exp((plan.f[i]! + plan.g[j]! - costs.get(i, j)) / 2);
      assert(Math.abs(dense.get(i, j) - want) < 1e-15);
    }
  }
  const entropy = dense.toRows().flat().reduce((sum, mass) => sum - mass * Math.log(mass), 0);
  assert(Math.abs(plan.entropy - entropy) < 1e-12);
});

Deno.test("sinkhornCosts() does not overflow where the entropy is tiny and costs are huge", () => {
  const costs = Dense.fromRows([[0, 1e6], [1e6, 0], [5e5, 5e5]], "float64");
  const plan = sinkhornCosts(costs, { reg: 1, b: [1, 1] });
  const dense = plan.toDense();
  assert(dense.toRows().flat().every(Number.isFinite));
  assertMargins(dense, [1 / 3, 1 / 3, 1 / 3], [0.5, 0.5], 1e-6);
});

Deno.test("sinkhornCosts() leaves points without mass out", () => {
  const dense = sinkhornCosts(random(8, 3, 3), { a: [1, 0, 1], b: [0, 1, 1], reg: 1 }).toDense();
  assertMargins(dense, [0.5, 0, 0.5], [0, 0.5, 0.5], 1e-6);
});

Deno.test("sinkhornCosts() is not ended early by a point without mass that lies far off", () => {
  const costs = Dense.fromRows([[0, 1], [0, 1.01], [1, 0]], "float64");
  const plan = sinkhornCosts(costs, { a: [1, 1, 0], reg: 1e-3 });
  assert(plan.error <= 1e-6, `${plan.error}`);
  assertMargins(plan.toDense(), [0.5, 0.5, 0], [0.5, 0.5], 1e-6);
});

Deno.test("sinkhornCosts() with a price on masses moves less of what is dear", () => {
  const costs = Dense.fromRows([[0, 50], [50, 50]], "float64");
  const settings = { reg: 0.5, maxIter: 20_000, tolerance: 1e-12 };
  const free = sinkhornCosts(costs, { ...settings, regMass: 1 }).toDense();
  assert(free.get(1, 0) + free.get(1, 1) < 1e-6 && free.get(0, 0) > 0.1);
  const strict = sinkhornCosts(costs, { ...settings, regMass: 1e9 }).toDense();
  assertMargins(strict, [0.5, 0.5], [0.5, 0.5], 1e-4);
});

Deno.test("sinkhorn() of points is that of their distances, plain or squared", () => {
  const [x, y] = [random(9, 6, 3), random(10, 8, 3)];
  for (const metric of ["euclidean", "sqeuclidean"] as const) {
    const rows = x.toRows().map((p) =>
      y.toRows().map((q) => {
        const square = p.reduce((sum, value, c) => sum + (value - q[c]!) ** 2, 0);
        return metric === "euclidean" ? Math.sqrt(square) : square;
      })
    );
    const [a, b] = [
      sinkhorn(x, y, { metric, reg: 3, tolerance: 1e-10 }).toDense(),
      sinkhornCosts(Dense.fromRows(rows, "float64"), { reg: 3, tolerance: 1e-10 }).toDense(),
    ];
    a.data.forEach((mass, at) => assert(Math.abs(Number(mass) - Number(b.data[at])) < 1e-9));
  }
});

Deno.test("sinkhorn() between many points keeps neither costs nor plan", () => {
  const [x, y] = [random(11, 4000, 4), random(12, 3000, 4)];
  const before = Deno.memoryUsage().rss;
  const plan = sinkhorn(x, y, { reg: 5, maxIter: 3 });
  const means = plan.average(y);
  assert.deepEqual(means.shape, [4000, 4]);
  assert(Deno.memoryUsage().rss - before < 80e6);
});

Deno.test("SinkhornPlan.average() is the plan with its rows made to sum to 1, times the values", () => {
  const plan = sinkhornCosts(random(13, 3, 4), { reg: 2, b: masses(3, 4) });
  const values = random(14, 4, 2);
  const rows = plan.toDense().toRows();
  plan.average(values).toRows().forEach((row, i) => {
    const mass = rows[i]!.reduce((sum, part) => sum + part, 0);
    row.forEach((value, c) => {
      const want = rows[i]!.reduce((sum, part, j) => sum + part / mass * values.get(j, c), 0);
      assert(Math.abs(value - want) < 1e-12);
    });
  });
  assert.throws(() => plan.average(random(1, 3, 2)), { name: "WeftError[Misaligned]" });
});

Deno.test("sinkhorn() refuses what cannot be", () => {
  const x = random(15, 3, 2);
  assert.throws(() => sinkhorn(x, random(1, 3, 4)), { name: "WeftError[Misaligned]" });
  assert.throws(() => sinkhorn(x, x, { metric: "cosine" as never }), { name: "WeftError[InvalidArgument]" });
  for (const settings of [{ reg: 0 }, { regMass: -1 }, { tolerance: -1 }, { maxIter: 0 }]) {
    assert.throws(() => sinkhorn(x, x, settings), { name: "WeftError[InvalidArgument]" });
  }
  assert.throws(() => sinkhornCosts(Dense.zeros(0, 0)), { name: "WeftError[TooSmall]" });
  assert.throws(() => sinkhorn(x, x, { signal: AbortSignal.abort() }), { name: "WeftError[Aborted]" });
});

Deno.test("gromovWasserstein() lays a space onto itself turned round and renamed", () => {
  const rng = new Rng(16);
  const points = Array.from({ length: 14 }, (_, i) => [i + rng.uniform() * 0.3, rng.normal() * 2]);
  const order = rng.permutation(14);
  const turned = Array.from(order, (i) => [-points[i]![1]!, points[i]![0]!]);
  const distances = (rows: number[][]) =>
    Dense.fromRows(rows.map((p) => rows.map((q) => Math.hypot(p[0]! - q[0]!, p[1]! - q[1]!))), "float64");
  const { plan, distance } = gromovWasserstein(distances(points), distances(turned));
  assert(distance < 1e-9, `${distance}`);
  order.forEach((i, j) => assert(Math.abs(plan.get(i, j) - 1 / 14) < 1e-9));
});

Deno.test("gromovWasserstein() of unlike spaces leaves a loss, and refuses what is not square", () => {
  const near = Dense.fromRows([[0, 1], [1, 0]]);
  const far = Dense.fromRows([[0, 3], [3, 0]]);
  // Half of the pairs differ by 2.
  assert(Math.abs(gromovWasserstein(near, far).distance - 2) < 1e-9);
  assert.throws(() => gromovWasserstein(near, Dense.zeros(2, 3)), { name: "WeftError[Misaligned]" });
  assert.throws(() => gromovWasserstein(near, Dense.fromRows([[NaN]])), { name: "WeftError[BadValues]" });
});
