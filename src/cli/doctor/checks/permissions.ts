import type { Check } from "../check.ts";

const RIGHTS: readonly (readonly [Deno.PermissionName, string])[] = [
  ["read", "files cannot be read"],
  ["write", "results cannot be written"],
  ["env", "h5ad and h5mu cannot be opened"],
  ["ffi", "training computes in WebAssembly, several times slower"],
  ["run", "kernels cannot be started"],
  ["net", "kernels cannot be reached"],
  ["sys", "threads are not counted"],
];

/** Whether Deno lets weft do what it may have to. */
export const permissionsCheck: Check = {
  name: "permissions",
  async run({ granted }) {
    const lacking: (readonly [Deno.PermissionName, string])[] = [];
    for (const right of RIGHTS) if (!await granted(right[0])) lacking.push(right);
    if (lacking.length === 0) return { state: "works", text: "all rights are granted here" };
    const text = lacking.map(([name, loss]) => `without --allow-${name} ${loss}`).join("; ");
    return { state: "broken", text, repair: "deno task weft doctor" };
  },
};
