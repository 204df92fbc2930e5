import { checkNumber, checkOneOf } from "../../core/check.ts";
import { checkPraga, type PragaConfig } from "../baseline/praga/config.ts";
import { resolveFamily } from "../family/resolve_family.ts";
import { checkWeight, type FamilyWeight } from "../family/weights.ts";
import { datasetsOf, PRESETS } from "./presets.ts";

/** All settings of RIA: those of PRAGA, whose network and graphs it has, and of its own terms. */
export interface RiaConfig extends PragaConfig {
  /** Weight of each modality's reconstruction; 1 (0, none, in `released` and `paper`). */
  readonly reconWeight: FamilyWeight;
  /** `α`, the weight of the prototype term, beside `prototypeWeight`; 1. */
  readonly alpha: number;
  /** `β`, the weight of the nuclear-norm term; 1. */
  readonly beta: number;
  /**
   * Whose nuclear norm is made large: of the softmax of a linear `head` on the embedding, of the `encodings`, or of the
   * `decoders`' outputs; `auto` is `encodings` for two modalities and `decoders` for more, as in the code. Default `head`.
   */
  readonly bnmOn: "head" | "encodings" | "decoders" | "auto";
  /** Weight of each modality's nuclear norm, where each has one; 5. */
  readonly bnmModalityWeight: FamilyWeight;
  /** The prototype term: softmax `crossEntropy` over prototypes, or PRAGA's `ratio` (in `paper`); `crossEntropy`. */
  readonly prototypeForm: "crossEntropy" | "ratio";
}

/**
 * Presets of RIA: the paper's equations, the authors' code with what keeps it from running repaired (also called
 * `code`), and what serves new data (also called `stable`).
 */
export type RiaPreset = "paper" | "released" | "code" | "default" | "stable";

/** Options of {@linkcode ria}: a preset, a data set, and settings that differ from them. */
export interface RiaOptions extends Partial<RiaConfig> {
  /** `paper`, `released` (or `code`) or `default` (or `stable`); default `default`. */
  readonly preset?: RiaPreset | undefined;
}

/** The settings of a preset and a data set with some changed; checks every value. */
export function resolveRia(preset: string, change: Readonly<Record<string, unknown>>): RiaConfig {
  const config = resolveFamily("ria", PRESETS, datasetsOf(preset), preset, change);
  checkPraga(config);
  checkOneOf(config.bnmOn, "bnmOn", ["head", "encodings", "decoders", "auto"]);
  checkOneOf(config.prototypeForm, "prototypeForm", ["crossEntropy", "ratio"]);
  for (const name of ["alpha", "beta"] as const) checkNumber(config[name], name, 0);
  checkWeight(config.bnmModalityWeight, "bnmModalityWeight");
  return Object.freeze(config);
}
