import { show } from "../core/check.ts";
import { WeftError } from "../core/error.ts";
import type { Annotated } from "../data/annotated.ts";

/** Throws unless an object is of the kind that a file format holds. */
export function checkKind(data: Annotated, kind: Annotated["kind"], next: string): void {
  if ((data as Annotated | undefined)?.kind === kind) return;
  const expected = kind === "anndata" ? "an AnnData" : "a MuData";
  throw new WeftError("InvalidArgument", { expected, found: show(data), next });
}
