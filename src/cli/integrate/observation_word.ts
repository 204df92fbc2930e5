import { UNPAIRED_METHODS } from "../unpaired_methods.ts";

/** What a method's observations are called: spots of a tissue, or cells that have no place. */
export function observationWord(method: string): "spots" | "cells" {
  return UNPAIRED_METHODS.includes(method) ? "cells" : "spots";
}
