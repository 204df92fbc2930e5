import { WeftError } from "../core/error.ts";

/** Throws when a call has more arguments than the list that kernels read holds. */
export function checkArguments(count: number, most: number): void {
  if (count <= most) return;
  throw new WeftError("InvalidArgument", { expected: `at most ${most} arguments of a kernel`, found: `${count}` });
}

/** The error of kernels that are used after they were closed. */
export function closedError(): WeftError {
  return new WeftError("Failed", { expected: "open kernels", found: "kernels that were closed" });
}
