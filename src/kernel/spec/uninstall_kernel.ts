import { join } from "node:path";
import { WeftError } from "../../core/error.ts";
import { specFolder } from "./kernelspec.ts";

/**
 * Removes the kernel's specification; resolves to the folder that is gone.
 *
 * @param data A folder of Jupyter's data.
 * @throws {WeftError} `NotFound` when the kernel is not installed there.
 */
export async function uninstallKernel(data: string): Promise<string> {
  const folder = specFolder(data);
  const found = await Deno.stat(join(folder, "kernel.json")).catch(() => null);
  if (!found) {
    throw new WeftError("NotFound", {
      expected: "the kernel to be installed",
      found: "no kernel.json",
      where: folder,
      next: "See weft kernel list.",
    });
  }
  await Deno.remove(folder, { recursive: true });
  return folder;
}
