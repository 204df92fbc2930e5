import { checkInteger, checkOneOf, show } from "../../core/check.ts";
import { WeftError } from "../../core/error.ts";
import { resolveConfig as resolveSmart, type SmartConfig } from "../smart/config.ts";
import { PRESETS, SECTION_SETTINGS, SECTIONS, type SectionSettings, type SmartMsPreset } from "./presets.ts";

/** All settings of SMART-MS: those of SMART, and how sections are joined. */
export interface SmartMsConfig extends SmartConfig {
  /** Column of `obs` that tells the sections; `section`. */
  readonly libraryKey: string;
  /** Nearest spots of the other section among which a positive must be, and the anchor among its; 2 (1 in `tonsil`). */
  readonly topK: number;
  /** What `topK` is doubled up to while two sections have fewer than `minPairs` mutual pairs; 16. */
  readonly maxTopK: number;
  /** Mutual pairs that are enough; 50. */
  readonly minPairs: number;
  /** Whether spots of the later section of a pair are anchors too; false. */
  readonly symmetricAnchors: boolean;
  /** Whether SMART's triplets within each section are added; false. */
  readonly addWithinSection: boolean;
  /** Whether only sections next to each other in sorted order are paired, or all; false. */
  readonly consecutivePairs: boolean;
}

/** Options of {@linkcode smartMs}: a preset, and settings that differ from it. */
export interface SmartMsOptions extends Partial<SmartMsConfig> {
  /** `paper`, `released`, `default` or `tonsil`; default `default`. */
  readonly preset?: SmartMsPreset | undefined;
}

/** The settings of a preset with some changed; checks every value. */
export function resolveConfig(preset: string, change: Readonly<Record<string, unknown>>): SmartMsConfig {
  checkOneOf(preset, "preset", Object.keys(PRESETS));
  const [base, different] = PRESETS[preset as SmartMsPreset];
  const all = Object.entries({ ...different, ...change }).filter(([, value]) => value !== undefined);
  const isOwn = (name: string) => (SECTION_SETTINGS as readonly string[]).includes(name);
  const shared = resolveSmart(base, Object.fromEntries(all.filter(([name]) => !isOwn(name))));
  const own: SectionSettings = { ...SECTIONS, ...Object.fromEntries(all.filter(([name]) => isOwn(name))) };
  check(own);
  return Object.freeze({ ...shared, ...own });
}

/** The part of the settings that is SMART's. */
export function smartPart(config: SmartMsConfig): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(config).filter(([name]) => !(SECTION_SETTINGS as readonly string[]).includes(name)),
  );
}

function check({ libraryKey, topK, maxTopK, minPairs, ...flags }: SectionSettings): void {
  if (typeof libraryKey !== "string") {
    throw new WeftError("InvalidArgument", { expected: "libraryKey to name a column of obs", found: show(libraryKey) });
  }
  checkInteger(topK, "topK", 1);
  checkInteger(maxTopK, "maxTopK", topK);
  checkInteger(minPairs, "minPairs", 0);
  for (const [name, value] of Object.entries(flags)) checkOneOf(value, name, [true, false]);
}
