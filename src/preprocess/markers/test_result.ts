/** What a test says about every gene, in the order of the genes. */
export interface TestResult {
  /** The statistic: positive when the gene is higher in the group. */
  readonly scores: Float64Array;
  /** Two-sided p-values. */
  readonly pValues: Float64Array;
}
