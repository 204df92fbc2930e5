import { join } from "node:path";
import { isWeftError } from "../../../core/is_weft_error.ts";
import { VERSION } from "../../../core/version.ts";
import { argvOf } from "../../../kernel/spec/argv_of.ts";
import { listKernels } from "../../../kernel/spec/list_kernels.ts";
import { tryKernel } from "../../../kernel/notebook/try_kernel.ts";
import type { Check } from "../check.ts";

const REPAIR = "deno task weft kernel install";

/** Whether the kernel that Jupyter would start is there, starts, and has this weft. */
export const kernelCheck: Check = {
  name: "kernel",
  async run({ dataFolders, read }) {
    const [first] = await listKernels(dataFolders);
    if (!first) return { state: "broken", text: "Jupyter does not know the kernel Deno (weft)", repair: REPAIR };
    const { folder, missing } = first;
    if (missing.length > 0) {
      const text = `the kernel in ${folder} cannot start: ${missing.join(" and ")} is gone or unreadable`;
      return { state: "broken", text, repair: REPAIR };
    }
    const argv = argvOf(await read(join(folder, "kernel.json")) ?? "");
    try {
      const found = await tryKernel(argv);
      if (found === VERSION) return { state: "works", text: `Deno (weft) in ${folder} starts and has weft ${found}` };
      return { state: "broken", text: `the kernel in ${folder} has weft ${found}, this is ${VERSION}`, repair: REPAIR };
    } catch (error) {
      if (!isWeftError(error)) throw error;
      return { state: "broken", text: `the kernel in ${folder} does not work: ${error.message}`, repair: REPAIR };
    }
  },
};
