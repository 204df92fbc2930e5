import { join } from "node:path";
import { findConfig } from "./find_config.ts";
import { innerConfig } from "./inner_config.ts";

/** Where the inner kernel starts: Deno's configuration is the one found from there. */
export interface StartFolder {
  /** The kernel's own folder: nobody else reads it, and it is removed at the end. */
  readonly own: string;
  /** The folder to start in: the notebook's when its configuration maps `weft` itself, else the kernel's own. */
  readonly start: string;
}

/**
 * Makes the kernel's own folder; where the notebook's folder does not say what `weft` is, with a configuration that does.
 *
 * @param notebook Folder of the notebook.
 * @param root Folder of weft's own configuration.
 */
export async function makeStartFolder(notebook: string, root: string): Promise<StartFolder> {
  const own = await Deno.makeTempDir({ prefix: "weft-kernel-" });
  const user = await findConfig(notebook);
  if (user && "weft" in user.imports) return { own, start: notebook };
  const weft = await findConfig(root);
  if (!weft) return { own, start: notebook };
  await Deno.writeTextFile(join(own, "deno.json"), JSON.stringify(innerConfig(weft, user)));
  // The versions that weft is tested with; a copy, so that cells which import more do not write into weft's.
  await Deno.copyFile(new URL("deno.lock", weft.url), join(own, "deno.lock")).catch(() => undefined);
  return { own, start: own };
}
