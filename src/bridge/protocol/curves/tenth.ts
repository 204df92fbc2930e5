/** A length in pixels to a tenth, as markup has it. */
export function tenth(value: number): string {
  return String(Math.round(value * 10) / 10);
}
