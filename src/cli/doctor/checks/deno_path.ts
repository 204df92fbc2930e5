import { listKernels } from "../../../kernel/spec/list_kernels.ts";
import { isEvictable } from "../../../kernel/spec/stable_deno.ts";
import { specFolder } from "../../../kernel/spec/kernelspec.ts";
import type { Check } from "../check.ts";

/** Whether the Deno that runs the kernel will still be there tomorrow. */
export const denoPathCheck: Check = {
  name: "deno path",
  async run({ dataFolders }) {
    const [first] = await listKernels(dataFolders);
    if (!first) return { state: "lacks", text: "no kernel is installed that could lose its Deno" };
    const { deno, folder } = first;
    const own = dataFolders.some((data) => deno.startsWith(specFolder(data)));
    if (own) return { state: "works", text: `the kernel runs a Deno of its own, in ${folder}` };
    if (!isEvictable(deno)) return { state: "works", text: `the kernel runs ${deno}, which stays` };
    const text = `the kernel runs ${deno}, which lies in a cache and may be gone tomorrow`;
    return { state: "broken", text, repair: "deno task weft kernel install" };
  },
};
