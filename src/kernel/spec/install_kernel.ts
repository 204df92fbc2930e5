import { join } from "node:path";
import { kernelspec, specFolder } from "./kernelspec.ts";
import { stableDeno } from "./stable_deno.ts";

/**
 * Writes the kernel's specification where Jupyter finds it, in the place of an older one; resolves to its folder.
 *
 * @param data A folder of Jupyter's data.
 * @param deno Path of the Deno that is to run the kernel; copied beside the specification when it lies in a cache.
 */
export async function installKernel(data: string, deno: string): Promise<string> {
  const folder = specFolder(data);
  await Deno.mkdir(folder, { recursive: true });
  const spec = kernelspec(await stableDeno(deno, folder));
  await Deno.writeTextFile(join(folder, "kernel.json"), `${JSON.stringify(spec, null, 2)}\n`);
  return folder;
}
