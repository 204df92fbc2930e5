/** Element types of tensors. */
export type TensorType = "float32" | "int32" | "bool";

/** What the tensor library passes to a backend in place of a tensor. */
export interface TensorInfo {
  /** Key of the data. */
  readonly dataId: object;
  /** Length along each axis. */
  readonly shape: number[];
  /** Element type. */
  readonly dtype: TensorType;
}

/** Number of elements of a shape. */
export function sizeOf(shape: readonly number[]): number {
  let size = 1;
  for (const length of shape) size *= length;
  return size;
}
