/** A score as it is compared with others: three decimals. */
export function scoreText(value: number | null): string {
  return value === null ? "undefined" : value.toFixed(3).replace("-", "−");
}
