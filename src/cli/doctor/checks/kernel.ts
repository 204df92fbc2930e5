import { join } from "node:path";
import { isWeftError } from "../../../core/is_weft_error.ts";
import { VERSION } from "../../../core/version.ts";
import { argvOf } from "../../../kernel/spec/argv_of.ts";
import { kernelspec } from "../../../kernel/spec/kernelspec.ts";
import { listKernels } from "../../../kernel/spec/list_kernels.ts";
import { tryKernel } from "../../../kernel/notebook/try_kernel.ts";
import type { Check } from "../check.ts";

const REPAIR = "deno task weft kernel install";

/** Whether the kernel that Jupyter would start is there, starts, and has this weft; else whether it would start here. */
export const kernelCheck: Check = {
  name: "kernel",
  async run({ dataFolders, read }) {
    const [first] = await listKernels(dataFolders);
    if (!first) {
      const fault = await faultOf(kernelspec(Deno.execPath())["argv"] as string[]);
      if (fault !== undefined) return { state: "broken", text: `the kernel Deno (weft) ${fault}` };
      const text = "Deno (weft) starts here, but Jupyter does not know it; deno task lab and weft notebook run do";
      return { state: "lacks", text, repair: REPAIR };
    }
    const { folder, missing } = first;
    if (missing.length > 0) {
      const text = `the kernel in ${folder} cannot start: ${missing.join(" and ")} is gone or unreadable`;
      return { state: "broken", text, repair: REPAIR };
    }
    const fault = await faultOf(argvOf(await read(join(folder, "kernel.json")) ?? ""));
    if (fault !== undefined) return { state: "broken", text: `the kernel in ${folder} ${fault}`, repair: REPAIR };
    return { state: "works", text: `Deno (weft) in ${folder} starts and has weft ${VERSION}` };
  },
};

/** What is wrong with a kernel, as a phrase; undefined when its cells have this weft. */
async function faultOf(argv: readonly string[]): Promise<string | undefined> {
  try {
    const found = await tryKernel(argv);
    return found === VERSION ? undefined : `has weft ${found}, this is ${VERSION}`;
  } catch (error) {
    if (!isWeftError(error)) throw error;
    return `does not work: ${error.message}`;
  }
}
