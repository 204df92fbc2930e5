import type { SmartMsConfig } from "./config.ts";

/** Presets of SMART-MS: those of SMART, and what the tonsil tutorial sets. */
export type SmartMsPreset = "paper" | "released" | "default" | "tonsil";

/** What SMART-MS has beside SMART's settings. */
export type SectionSettings = Pick<SmartMsConfig, typeof SECTION_SETTINGS[number]>;

/** Names of the settings that SMART has not. */
export const SECTION_SETTINGS = [
  "libraryKey",
  "topK",
  "maxTopK",
  "minPairs",
  "symmetricAnchors",
  "addWithinSection",
  "consecutivePairs",
] as const;

/** The settings that all presets share. */
export const SECTIONS: SectionSettings = {
  libraryKey: "section",
  topK: 2,
  maxTopK: 16,
  minPairs: 50,
  symmetricAnchors: false,
  addWithinSection: false,
  consecutivePairs: false,
};

/** For each preset, the preset of SMART it starts from and what differs. */
export const PRESETS = {
  paper: ["paper", {}],
  released: ["released", {}],
  default: ["default", {}],
  tonsil: ["default", { topK: 1, farFraction: 0.8 }],
} as const satisfies Readonly<Record<SmartMsPreset, readonly [string, Readonly<Partial<SmartMsConfig>>]>>;
