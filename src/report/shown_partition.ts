import type { Codes } from "../data/columns/codes_of.ts";

/** A partition of the observations, to be shown on the tissue or in an embedding. */
export interface ShownPartition {
  /** What it is, such as "SMART domains" or "rna alone". */
  readonly title: string;
  /** A sentence on what one sees, such as its score. */
  readonly caption?: string;
  /** One code an observation. */
  readonly labels: Codes;
}
