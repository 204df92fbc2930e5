import { WeftError } from "../core/error.ts";
import { OP } from "./generated/op.ts";

const N_OPS = Object.keys(OP).length;

/** Throws unless there is a kernel of that number, and the list that kernels read holds its arguments. */
export function checkCall(op: number, count: number, most: number): void {
  if (!(Number.isInteger(op) && op >= 0 && op < N_OPS)) {
    throw new WeftError("InvalidArgument", { expected: `the number of a kernel, below ${N_OPS}`, found: `${op}` });
  }
  if (count <= most) return;
  throw new WeftError("InvalidArgument", { expected: `at most ${most} arguments of a kernel`, found: `${count}` });
}

/** The error of kernels that are used after they were closed. */
export function closedError(): WeftError {
  return new WeftError("Failed", { expected: "open kernels", found: "kernels that were closed" });
}
