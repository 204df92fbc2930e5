import { Dense } from "../../src/data/dense.ts";
import {
  ami,
  ari,
  calinskiHarabasz,
  completeness,
  daviesBouldin,
  fowlkesMallows,
  homogeneity,
  mutualInformation,
  nmi,
  randIndex,
  silhouette,
  trustworthiness,
  vMeasure,
} from "../../src/metrics/mod.ts";
import { assertClose } from "./partitions.ts";

// All values by scikit-learn 1.9.
const PREDICTED = [0, 0, 0, 1, 1, 1, 2, 2, 2, 2, 3, 3];
const TRUTH = ["b", "b", "a", "a", "a", "c", "c", "c", "c", "b", "d", "d"];
const WANTED: [typeof ari, number][] = [
  [ari, 0.32946298984034833],
  [ami, 0.3999526544122387],
  [nmi, 0.627606495572495],
  [homogeneity, 0.627606495572495],
  [completeness, 0.627606495572495],
  [vMeasure, 0.627606495572495],
  [fowlkesMallows, 0.4615384615384615],
  [mutualInformation, 0.8522757226336484],
  [randIndex, 0.7878787878787878],
];

for (const [score, want] of WANTED) {
  Deno.test(`${score.name}() agrees with scikit-learn on twelve rows`, () =>
    assertClose(score(PREDICTED, TRUTH), want, 1e-14));
}

const X = Dense.fromRows(
  Array.from(
    { length: 15 },
    (_, i) =>
      Array.from({ length: 3 }, (_, j) => Math.sin(3 * i + j * j) * (1 + i % 3) + (j === 0 ? (i % 3) * 1.5 : 0)),
  ),
  "float64",
);
const Y = Array.from({ length: 15 }, (_, i) => i % 3);

Deno.test("silhouette() agrees with scikit-learn in both metrics", () => {
  assertClose(silhouette(X, Y), -0.0508564031975907);
  assertClose(silhouette(X, Y, { metric: "cosine" }), -0.1864930128818876);
});

Deno.test("daviesBouldin() and calinskiHarabasz() agree with scikit-learn", () => {
  assertClose(daviesBouldin(X, Y), 3.9339797559971053);
  assertClose(calinskiHarabasz(X, Y), 1.415332676868253);
});

Deno.test("trustworthiness() agrees with scikit-learn", () => {
  assertClose(trustworthiness(X, X.takeColumns([0]), { nNeighbors: 3 }), 0.7822222222222223);
  assertClose(trustworthiness(X, X.takeColumns([0, 1]), { nNeighbors: 5 }), 0.9828571428571429);
});
