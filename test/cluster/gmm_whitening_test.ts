import assert from "node:assert/strict";

import { whitening } from "../../src/cluster/gmm_whitening.ts";
import { cholesky } from "../../src/linalg/cholesky.ts";
import { logDeterminant } from "../../src/linalg/log_determinant.ts";
import { assertThrows, near, softProblem } from "./helpers.ts";

const P = 3;

Deno.test("whitening() turns the covariance into the identity", () => {
  const { cross } = softProblem(6);
  const { inverse, halfLogDet, regularized, covariance } = whitening(cross, P, 1);
  assert(!regularized);
  assert.equal(covariance, cross);
  near(2 * halfLogDet, logDeterminant(cholesky(cross, P), P));
  for (let a = 0; a < P; a++) {
    for (let b = 0; b < P; b++) {
      let sum = 0;
      for (let c = 0; c < P; c++) {
        for (let d = 0; d < P; d++) sum += inverse[a * P + c]! * cross[c * P + d]! * inverse[b * P + d]!;
      }
      near(sum, a === b ? 1 : 0);
    }
  }
});

Deno.test("whitening() adds a ridge of 1e-8 of the mean variance to a singular covariance", () => {
  const singular = Float64Array.of(2, 2, 2, 2);
  const { regularized, covariance, inverse } = whitening(singular, 2, 1);
  assert(regularized);
  near(covariance[0]! / (2 + 2e-8), 1, 1e-12);
  near(covariance[3]! / (2 + 2e-8), 1, 1e-12);
  assert.deepEqual([covariance[1], covariance[2]], [2, 2]);
  assert(inverse.every(Number.isFinite));
  assert.deepEqual([...singular], [2, 2, 2, 2]);
});

Deno.test("whitening() takes the scale of the data for a covariance of zero", () => {
  const { regularized, covariance } = whitening(new Float64Array(4), 2, 5);
  assert(regularized);
  assert(covariance[0]! > 0 && covariance[0]! < 1e-6);
});

Deno.test("whitening() is refused by what is not finite, instead of looking for a ridge for ever", () => {
  for (const bad of [[Infinity], [NaN], [1, NaN, NaN, 1], [Infinity, 0, 0, 1]]) {
    assertThrows(
      () => whitening(Float64Array.from(bad), Math.sqrt(bad.length), 1),
      "Failed",
      /covariances to be finite.*Scale the representation/,
    );
  }
});

Deno.test("whitening() finds a ridge even where the scale of the data vanishes", () => {
  const { regularized, halfLogDet, inverse } = whitening(new Float64Array(4), 2, 0);
  assert(regularized && Number.isFinite(halfLogDet) && inverse.every(Number.isFinite));
});

Deno.test("whitening() raises the ridge until the covariance is regular", () => {
  const indefinite = Float64Array.of(1, 2, 2, 1);
  const { covariance, regularized } = whitening(indefinite, 2, 1);
  assert(regularized && covariance[0]! > 2 && covariance[0] === covariance[3]);
  near(covariance[1]!, 2, 0);
});

Deno.test("whitening() of one number is its root, and changes nothing it is given", () => {
  const covariance = Float64Array.of(9);
  const { inverse, halfLogDet } = whitening(covariance, 1, 1);
  near(inverse[0]!, 1 / 3, 1e-15);
  near(halfLogDet, Math.log(3), 1e-15);
  assert.equal(covariance[0], 9);
});

Deno.test("whitening() takes a badly scaled covariance for singular only beyond mclust's limit", () => {
  assert(!whitening(Float64Array.of(1, 0, 0, 1e-14), 2, 1).regularized);
  assert(whitening(Float64Array.of(1, 0, 0, 1e-18), 2, 1).regularized);
});
