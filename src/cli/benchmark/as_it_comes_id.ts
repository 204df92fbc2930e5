/** The row of a method as it comes, without the settings of any data set. */
export function asItComesId(method: string): string {
  return `${method}_default`;
}
