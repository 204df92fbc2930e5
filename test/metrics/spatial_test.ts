import assert from "node:assert/strict";
import { isWeftError } from "../../src/core/is_weft_error.ts";
import { Rng } from "../../src/core/rng.ts";
import { Csr } from "../../src/data/csr.ts";
import { Dense } from "../../src/data/dense.ts";
import {
  boundaryPrecision,
  boundaryRecall,
  chaos,
  gearysC,
  gearysCLabels,
  moransI,
  moransILabels,
  moransIPerLabel,
  pas,
  spatialAutocorr,
} from "../../src/metrics/mod.ts";
import { spatialWeights, weightMoments } from "../../src/metrics/spatial_weights.ts";
import { assertClose } from "./partitions.ts";

/** Rook neighbours on a square of side × side spots. */
function lattice(side: number): { graph: Csr; xy: Dense } {
  const n = side * side;
  const rows = Array.from({ length: n }, (_, i) => {
    const [r, c] = [Math.floor(i / side), i % side];
    return [r > 0 && i - side, c > 0 && i - 1, c < side - 1 && i + 1, r < side - 1 && i + side]
      .filter((j) => j !== false);
  });
  const indptr = new Int32Array(n + 1);
  rows.forEach((row, i) => indptr[i + 1] = indptr[i]! + row.length);
  const graph = new Csr({
    shape: [n, n],
    indptr,
    indices: Int32Array.from(rows.flat()),
    data: new Float32Array(indptr[n]!).fill(1),
  });
  return { graph, xy: Dense.fromRows(rows.map((_, i) => [i % side, Math.floor(i / side)])) };
}

function randomGraph(seed: number, n: number): { graph: Csr; dense: number[][] } {
  const rng = new Rng(seed);
  const dense = Array.from(
    { length: n },
    (_, i) => Array.from({ length: n }, (_, j) => i !== j && rng.uniform() < 0.3 ? rng.uniform() : 0),
  );
  return { graph: Csr.fromDense(Dense.fromRows(dense, "float64")), dense };
}

const { graph, xy } = lattice(8);
const halves = Array.from({ length: 64 }, (_, i) => i % 8 < 4 ? "left" : "right");
const chess = Array.from({ length: 64 }, (_, i) => (i + Math.floor(i / 8)) % 2);

Deno.test("moransI() and gearysC() equal their double sums on random weighted graphs", () => {
  for (let seed = 0; seed < 5; seed++) {
    const n = 6 + 4 * seed;
    const { graph, dense } = randomGraph(seed, n);
    const rng = new Rng(seed + 100);
    const x = Array.from({ length: n }, () => rng.normal());
    const mean = x.reduce((sum, value) => sum + value, 0) / n;
    const square = x.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    let [w, moran, geary] = [0, 0, 0];
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        w += dense[i]![j]!;
        moran += dense[i]![j]! * (x[i]! - mean) * (x[j]! - mean);
        geary += dense[i]![j]! * (x[i]! - x[j]!) ** 2;
      }
    }
    assertClose(moransI(x, graph), n / w * moran / square);
    assertClose(gearysC(x, graph), (n - 1) / (2 * w) * geary / square);
  }
});

Deno.test("moransI() is high for halves, -1 for a chessboard, and gearysC() the other way round", () => {
  const left = halves.map((half) => half === "left" ? 1 : 0);
  assert(moransI(left, graph) > 0.8);
  assertClose(moransI(chess, graph), -1);
  assert(gearysC(left, graph) < 0.2);
  assert(gearysC(chess, graph) > 1.9);
});

Deno.test("moransI() is NaN for a constant, also one that cannot be averaged exactly, for NaN and without edges", () => {
  const empty = new Csr({
    shape: [3, 3],
    indptr: new Int32Array(4),
    indices: new Int32Array(0),
    data: new Float32Array(0),
  });
  assert(Number.isNaN(moransI(new Float64Array(64).fill(0.1), graph)));
  assert(Number.isNaN(gearysC(new Float64Array(64).fill(0.1), graph)));
  assert(Number.isNaN(moransI(chess.map((value, i) => i === 5 ? NaN : value), graph)));
  assert(Number.isNaN(moransI([1, 2, 3], empty)));
});

Deno.test("moransI() with row-standardised weights equals that on a graph divided by its row sums", () => {
  const { graph, dense } = randomGraph(7, 15);
  const scaled = dense.map((row) => row.map((value) => value / (row.reduce((sum, weight) => sum + weight, 0) || 1)));
  const x = Array.from({ length: 15 }, (_, i) => Math.sin(i));
  assertClose(
    moransI(x, graph, { rowStandardize: true }),
    moransI(x, Csr.fromDense(Dense.fromRows(scaled, "float64"))),
  );
});

Deno.test("moransI() refuses a graph over other spots", () => {
  assert.throws(() => moransI([1, 2], graph), (error) => isWeftError(error, "Misaligned"));
});

Deno.test("moransILabels() averages the clusters by size and ignores how they are numbered", () => {
  const labels = halves.map((half, i) => i < 8 ? "top" : half);
  const rows = moransIPerLabel(labels, graph);
  assert.deepEqual(rows.map(({ label, size }) => [label, size]), [["left", 28], ["right", 28], ["top", 8]]);
  const mean = rows.reduce((sum, { size, value }) => sum + size * value, 0) / 64;
  assertClose(moransILabels(labels, graph), mean);
  const renamed = labels.map((label) => ({ left: 9, right: 3, top: 5 })[label]!);
  assertClose(moransILabels(renamed, graph), mean);
});

Deno.test("moransILabels() of label numbers is moransI() of these numbers", () => {
  const numbers = halves.map((half, i) => i < 8 ? 7 : half === "left" ? 1 : 2);
  assert.equal(moransILabels(numbers.map(String), graph, { mode: "label" }), moransI(numbers, graph));
  assert.throws(() => moransILabels(halves, graph, { mode: "label" }), (error) => isWeftError(error, "BadValues"));
});

Deno.test("moransILabels() leaves out spots without a label together with their edges", () => {
  const small = lattice(7);
  const labels = Array.from({ length: 64 }, (_, i) => i % 8 === 7 || i > 55 ? null : i % 8 < 3 ? "a" : "b");
  const inner = labels.filter((label) => label !== null);
  assertClose(moransILabels(labels, graph), moransILabels(inner, small.graph));
  assertClose(
    moransILabels(labels.map((label) => label && (label === "a" ? 1 : 4)), graph, { mode: "label" }),
    moransI(inner.map((label) => label === "a" ? 1 : 4), small.graph),
  );
});

Deno.test("moransILabels() is NaN for a single cluster", () => {
  assert(Number.isNaN(moransILabels(halves.map(() => "one"), graph)));
});

Deno.test("weightMoments() equal their double sums", () => {
  const { graph, dense } = randomGraph(3, 12);
  const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
  const { s0, s1, s2 } = weightMoments(graph, spatialWeights(graph, 12, false));
  assertClose(s0, sum(dense.flat()));
  assertClose(s1, sum(dense.flatMap((row, i) => row.map((w, j) => (w + dense[j]![i]!) ** 2))) / 2);
  assertClose(s2, sum(dense.map((row, i) => (sum(row) + sum(dense.map((other) => other[i]!))) ** 2)));
});

Deno.test("spatialAutocorr() gives a row a column, the same for dense and sparse", () => {
  const x = Dense.fromRows(halves.map((half, i) => [half === "left" ? 1 : 0, chess[i]!, 5]), "float64");
  const table = spatialAutocorr(x, graph, { names: ["half", "chess", "constant"] });
  assert.deepEqual(table.index, ["half", "chess", "constant"]);
  const values = table.column("I").toArray() as number[];
  assertClose(values[0]!, moransI(halves.map((half) => half === "left" ? 1 : 0), graph));
  assertClose(values[1]!, -1);
  assert(Number.isNaN(values[2]!));
  assert(Number.isNaN(table.column("pval_norm_fdr_bh").get(2) as number));
  assert.deepEqual(spatialAutocorr(Csr.fromDense(x), graph, { names: table.index }).toRecords(), table.toRecords());
});

Deno.test("spatialAutocorr() finds pattern where there is some: p tiny for halves, uniform for noise", () => {
  const rng = new Rng(1);
  const noise = new Dense(Float64Array.from({ length: 64 * 200 }, () => rng.normal()), { shape: [64, 200] });
  for (const mode of ["moran", "geary"] as const) {
    const p = spatialAutocorr(noise, graph, { mode, twoTailed: true }).column("pval_norm").toArray() as number[];
    const small = p.filter((value) => value < 0.1).length;
    assert(small > 5 && small < 40, `${small} of 200 below 0.1`);
    const half = Dense.fromRows(halves.map((side) => [side === "left" ? 1 : 0]));
    assert((spatialAutocorr(half, graph, { mode }).column("pval_norm").get(0) as number) < 1e-10);
  }
});

Deno.test("spatialAutocorr() doubles the p-value for two tails and stops when told", () => {
  const x = Dense.fromRows(halves.map((_, i) => [Math.cos(i)]));
  const p = (twoTailed: boolean) => spatialAutocorr(x, graph, { twoTailed }).column("pval_norm").get(0) as number;
  assertClose(p(true), 2 * p(false));
  assert.throws(
    () => spatialAutocorr(x, graph, { signal: AbortSignal.abort() }),
    (error) => isWeftError(error, "Aborted"),
  );
});

Deno.test("pas() counts spots in foreign surroundings", () => {
  const stray = halves.map((half, i) => i === 33 ? "right" : half);
  assert(pas(stray, xy, { nNeighbors: 4 }) > pas(halves, xy, { nNeighbors: 4 }));
  assert(pas(chess, xy, { nNeighbors: 4 }) > 0.9);
  assert.equal(pas(halves.map(() => 1), xy), 0);
});

Deno.test("pas() needs more than half: a tie is not abnormal", () => {
  const row = Dense.fromRows([[0, 0], [1, 0], [3, 0], [10, 0], [11, 0], [13, 0]]);
  assert.equal(pas(["a", "b", "a", "b", "b", "b"], row, { nNeighbors: 2 }), 1 / 6);
});

Deno.test("pas() leaves out spots without a label and needs more spots than neighbours", () => {
  const labels = halves.map((half, i) => i === 0 ? null : half);
  assert.equal(pas(labels, xy, { nNeighbors: 4 }), pas(labels.slice(1), xy.rowRange(1, 64), { nNeighbors: 4 }));
  assert.throws(() => pas(["a", "b"], xy.rowRange(0, 2)), (error) => isWeftError(error, "TooSmall"));
  assert.throws(() => pas(["a"], xy), (error) => isWeftError(error, "Misaligned"));
  assert.throws(() => pas(halves, xy, { nNeighbors: 0 }), (error) => isWeftError(error, "InvalidArgument"));
});

Deno.test("chaos() of a lattice is the standardised step, whatever the unit of the coordinates", () => {
  const step = 1 / Math.sqrt(63 / 12);
  assertClose(chaos(halves, xy), step, 1e-12);
  const micrometres = new Dense(Float64Array.from(xy.data as Float32Array, (value) => 55 * value + 300), {
    shape: [64, 2],
  });
  assertClose(chaos(halves, micrometres), step, 1e-12);
  assert(chaos(chess, xy) > step * 1.4);
});

Deno.test("chaos() skips clusters of one or two spots in the sum only", () => {
  const labels = halves.map((_, i) => i < 2 ? "pair" : "rest");
  assertClose(chaos(labels, xy), chaos(halves, xy) * 62 / 64);
});

Deno.test("chaos() of a line of spots ignores the constant axis; without spots it is NaN", () => {
  const line = Dense.fromRows([[0, 5], [1, 5], [2, 5], [3, 5]]);
  assertClose(chaos([1, 1, 1, 1], line), 1 / Math.sqrt(1.25));
  assert(Number.isNaN(chaos([null], Dense.fromRows([[0, 0]]))));
});

Deno.test("boundaryPrecision() and boundaryRecall() exchange roles with their arguments", () => {
  const shifted = Array.from({ length: 64 }, (_, i) => i % 8 < 5 ? 0 : 1);
  const quarters = halves.map((half, i) => `${half}${i < 32 ? "top" : "bottom"}`);
  assert.equal(boundaryPrecision(shifted, halves, graph), 0);
  assert.equal(boundaryRecall(quarters, halves, graph), 1);
  assert.equal(boundaryPrecision(quarters, halves, graph), 0.5);
  assert.equal(boundaryPrecision(quarters, halves, graph), boundaryRecall(halves, quarters, graph));
});

Deno.test("boundaryPrecision() is NaN without a predicted border, boundaryRecall() without a true one", () => {
  const one = halves.map(() => "one");
  assert(Number.isNaN(boundaryPrecision(one, halves, graph)));
  assert(Number.isNaN(boundaryRecall(halves, one, graph)));
  assert.equal(boundaryRecall(one, halves, graph), 0);
});

Deno.test("boundaryPrecision() leaves out edges of spots that miss a label", () => {
  const line = Csr.fromDense(Dense.fromRows([[0, 1, 0], [1, 0, 1], [0, 1, 0]]));
  assert.equal(boundaryPrecision([0, 1, 2], ["a", "a", null], line), 0);
  assert.throws(() => boundaryPrecision([0, 1], ["a", "a", "b"], line), (error) => isWeftError(error, "Misaligned"));
});

Deno.test("gearysCLabels() is the mean of the indicators' C by cluster size, whatever the labels are called", () => {
  const graph = Csr.fromDense(
    Dense.fromRows([[0, 1, 0, 0, 0], [1, 0, 1, 0, 0], [0, 1, 0, 1, 0], [0, 0, 1, 0, 1], [0, 0, 0, 1, 0]]),
  );
  const labels = ["b", "b", "a", "a", "a"];
  const each = ["a", "b"].map((name) => gearysC(labels.map((label) => label === name ? 1 : 0), graph));
  assertClose(gearysCLabels(labels, graph), (3 * each[0]! + 2 * each[1]!) / 5);
  assertClose(gearysCLabels(labels.map((label) => label === "a" ? 7 : 3), graph), gearysCLabels(labels, graph));
  assert(gearysCLabels(["a", "b", "a", "b", "a"], graph) > 1);
  assert(Number.isNaN(gearysCLabels(["a", "a", "a", "a", "a"], graph)));
  assertClose(gearysCLabels(["b", "b", "a", "a", null], graph), gearysCLabels(labels.slice(0, 4), cut(graph, 4)));
});

function cut(graph: Csr, n: number): Csr {
  const rows = Int32Array.from({ length: n }, (_, i) => i);
  return graph.takeRows(rows).takeColumns(rows);
}
