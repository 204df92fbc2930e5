import { sharedKernels } from "../../../../src/kernels/mod.ts";
import { special as map, type SpecialFunction } from "../../../../src/kernels/ops/special.ts";
import type { Answer } from "./op_case.ts";

/** Functions of one number on compiled kernels. */
export const special: Readonly<Record<string, Answer>> = {
  special(op) {
    const { kernels } = sharedKernels();
    const { data } = op.array("in/x");
    const x = kernels.alloc(data.length), y = kernels.alloc(data.length);
    x.f32.set(data as Float32Array);
    for (const name of ["lgamma", "digamma", "trigamma"] as const satisfies readonly SpecialFunction[]) {
      map(kernels, name, x, y);
      op.compareEach(`out/${name}`, y.f32, { relative: 1e-6, floor: 1 });
    }
    for (const block of [x, y]) kernels.free(block);
  },
};
