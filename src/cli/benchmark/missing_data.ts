import { hasSnareseq, SNARESEQ } from "./cells/snareseq.ts";
import type { Subject } from "./job.ts";
import { hasOsmfish, OSMFISH } from "./osmfish.ts";

/** Where real data lies that a run needs and that is not there; nothing when the run can be done. */
export function missingData({ kind }: Subject): string | undefined {
  if ((kind === "osmfish" || kind === "placement") && !hasOsmfish()) return OSMFISH;
  return (kind === "snareseq" || kind === "placement") && !hasSnareseq() ? SNARESEQ : undefined;
}
