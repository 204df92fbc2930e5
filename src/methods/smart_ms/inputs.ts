import { show } from "../../core/check.ts";
import { WeftError } from "../../core/error.ts";
import type { Annotated } from "../../data/annotated.ts";
import type { Csr } from "../../data/csr.ts";
import { sectionsOf } from "../../data/sections_of.ts";
import type { InputOptions } from "../method.ts";
import { modalitiesOf, type ModalityFeatures, repOf } from "../read_features.ts";
import { type SmartInputs, smartInputs, smartSlots } from "../smart/inputs.ts";
import { checkSlots, type SlotNeed } from "../slot_need.ts";
import type { SmartMsConfig } from "./config.ts";

/** Where features corrected for the sections stand. */
const CORRECTED = "X_pca_harmony";

/** A section: its name and its spots. */
export interface Section {
  /** Its name. */
  readonly name: string;
  /** Its rows of the whole, rising. */
  readonly rows: Int32Array;
}

/** What SMART-MS reads from an object. */
export interface SmartMsInputs extends SmartInputs {
  /** The sections, by name. */
  readonly sections: readonly Section[];
}

/** The slots SMART-MS reads from an object with these modalities. */
export function smartMsSlots(names: readonly string[], config: SmartMsConfig, options: InputOptions): SlotNeed[] {
  return smartSlots(names, config, corrected(options)).map((need) =>
    need.slot === "obsm"
      ? { ...need, next: "Call harmony() on its components first, or name another representation with useRep." }
      : { ...need, next: `Call spatialNeighbors() with libraryKey: ${show(config.libraryKey)} first.` }
  );
}

/** Reads and checks what SMART-MS needs. */
export function smartMsInputs(data: Annotated, config: SmartMsConfig, options: InputOptions): SmartMsInputs {
  checkCommonFeatures(data, corrected(options));
  const sections = sectionsOf(data, config.libraryKey)
    .map(({ name, rows }) => ({ name: name!, rows }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  if (sections.length < 2) {
    throw new WeftError("TooSmall", {
      expected: "at least two sections",
      found: `${sections.length}`,
      where: `obs[${show(config.libraryKey)}]`,
      next: "Use smart() for a single section.",
    });
  }
  checkSlots(data, smartMsSlots(modalitiesOf(data).map(([name]) => name), config, options));
  const inputs = smartInputs(data, config, corrected(options));
  for (const modality of inputs.modalities) checkMeasured(modality, sections);
  checkWithinSections(inputs.graph, sections, config);
  return { ...inputs, sections };
}

/** The rows of a section that a modality measured: those that are not all zeros. */
export function measuredRows({ nFeatures, data }: ModalityFeatures, { rows }: Section): Int32Array {
  return rows.filter((row) => data.subarray(row * nFeatures, (row + 1) * nFeatures).some((value) => value !== 0));
}

function checkMeasured(modality: ModalityFeatures, sections: readonly Section[]): void {
  const without = sections.find((section) => measuredRows(modality, section).length === 0);
  if (!without) return;
  throw new WeftError("Misaligned", {
    expected: `spots of every section in modality ${show(modality.name)}`,
    found: `none in section ${show(without.name)}`,
    next: "Leave out this section or this modality: sections are joined in the features of each modality.",
  });
}

function corrected({ useRep = CORRECTED, ...options }: InputOptions): InputOptions {
  return { ...options, useRep };
}

/** Sections joined over features of which they share none have no features left. */
function checkCommonFeatures(data: Annotated, options: InputOptions): void {
  for (const [name, adata] of modalitiesOf(data)) {
    if (adata.nVars > 0 || adata.X === null || repOf(name, options) in adata.obsm) continue;
    throw new WeftError("Misaligned", {
      expected: "features that all sections measure",
      found: "none",
      where: `modality ${show(name)}`,
      next:
        "Name the features alike in every section before concat(); lay peaks on common ones first, with mergePeaks().",
    });
  }
}

function checkWithinSections(
  { indptr, indices }: Csr,
  sections: readonly Section[],
  { libraryKey }: SmartMsConfig,
): void {
  const sectionAt = new Int32Array(indptr.length - 1);
  sections.forEach(({ rows }, s) => rows.forEach((row) => sectionAt[row] = s));
  let across = 0;
  for (let i = 0; i < sectionAt.length; i++) {
    for (let at = indptr[i]!; at < indptr[i + 1]!; at++) if (sectionAt[i] !== sectionAt[indices[at]!]) across++;
  }
  if (across === 0) return;
  throw new WeftError("Misaligned", {
    expected: "a spatial graph within the sections",
    found: `${across} edges from one section to another`,
    next: `Call spatialNeighbors() with libraryKey: ${show(libraryKey)}.`,
  });
}
