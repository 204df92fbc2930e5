import { logGamma } from "../../core/special/log_gamma.ts";
import { centered } from "../../cluster/centered.ts";
import { cholesky } from "../../linalg/cholesky.ts";
import { type DenseLike, gram } from "../../linalg/mod.ts";
import { logDeterminant } from "../../linalg/log_determinant.ts";

/** A Normal–inverse-Wishart prior on the mean and covariance of a cluster, its scale `Ψ = ψI`. */
export interface ClusterPrior {
  /** What a mean is expected to be, `d`. */
  readonly mean: Float64Array;
  /** How many rows that expectation is worth. */
  readonly kappa: number;
  /** Degrees of freedom; above `d − 1`. */
  readonly nu: number;
  /** ψ. */
  readonly psi: number;
}

/**
 * Logarithm of the density of rows under one Gaussian whose mean and covariance are integrated out:
 * `−½nd ln π + ln Γ_d(ν′/2) − ln Γ_d(ν/2) + ½ν ln|νΨ| − ½ν′ ln|L′| + ½d (ln κ − ln κ′)` with `κ′ = κ + n`, `ν′ = ν + n`
 * and `L′ = νΨ + Σ (x − x̄)(x − x̄)ᵀ + (κn/κ′)(x̄ − m)(x̄ − m)ᵀ`.
 */
export function clusterEvidence(x: DenseLike, { mean, kappa, nu, psi }: ClusterPrior): number {
  const { nRows: n, nCols: d } = x;
  const { data, means } = centered(x);
  const scale = gram({ data, nRows: n, nCols: d });
  const [kappaAfter, nuAfter] = [kappa + n, nu + n];
  const pull = kappa * n / kappaAfter;
  for (let i = 0; i < d; i++) {
    for (let j = 0; j < d; j++) scale[i * d + j]! += pull * (means[i]! - mean[i]!) * (means[j]! - mean[j]!);
    scale[i * (d + 1)]! += nu * psi;
  }
  const determinants = nu * d * Math.log(nu * psi) - nuAfter * logDeterminant(cholesky(scale, d), d);
  return multivariateLogGamma(nuAfter / 2, d) - multivariateLogGamma(nu / 2, d) +
    (determinants + d * Math.log(kappa / kappaAfter) - n * d * Math.log(Math.PI)) / 2;
}

/** `ln Γ_d(a) = ¼d(d − 1) ln π + Σⱼ ln Γ(a − ½j)`, j from 0 to d − 1. */
function multivariateLogGamma(a: number, d: number): number {
  let sum = d * (d - 1) / 4 * Math.log(Math.PI);
  for (let j = 0; j < d; j++) sum += logGamma(a - j / 2);
  return sum;
}
