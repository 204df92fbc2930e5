import type { Check } from "../check.ts";
import { isAtLeast, versionIn } from "../version.ts";

const TESTED = "2.9.6";

/** Whether this Deno is one that weft runs on. */
export const denoCheck: Check = {
  name: "deno",
  run({ deno }) {
    if (!isAtLeast(versionIn(deno) ?? [], versionIn(TESTED)!)) {
      const text = `Deno ${deno} is older than ${TESTED}, with which weft is tested`;
      return { state: "broken", text, repair: `deno upgrade --version ${TESTED}` };
    }
    return { state: "works", text: `Deno ${deno}${deno === TESTED ? "" : ` (weft is tested with ${TESTED})`}` };
  },
};
