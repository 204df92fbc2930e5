import { asItComesId } from "../as_it_comes_id.ts";
import { HELD_METHODS } from "../held_methods.ts";
import type { Measured } from "../measured.ts";
import type { StudyName } from "../study.ts";
import { differences, scoresTable } from "./accuracy.ts";
import { bars, cards } from "./bars.ts";
import { cells } from "./cells.ts";
import { counts } from "./counts.ts";
import { paragraphs } from "./markdown.ts";
import { osmfish } from "./osmfish.ts";
import { placement } from "./placement.ts";
import { classTable, rare } from "./rare.ts";
import { rowsOf, tablesOf } from "./results.ts";
import { sections } from "./sections.ts";
import { sectionsStarts, starts } from "./starts.ts";
import { settings } from "./settings.ts";
import { spreads } from "./spreads.ts";
import { INTRODUCTION, WORDS } from "./words.ts";

/** Rows that were added when others had been run. */
const ADDED: readonly string[] = HELD_METHODS.map(asItComesId);

/** What the page says of how it came about. */
export interface PageFacts {
  /** Where the seeds stand. */
  readonly seedsPath: string;
  /** Kind of the engine. */
  readonly engineKind: string;
}

/** The page of everything measured, in markdown; every figure is computed from the results. */
export function page(measured: readonly Measured[], facts: PageFacts): string {
  const done = measured.filter(({ result }) => result).length;
  return `${
    paragraphs(
      "# Benchmark",
      INTRODUCTION,
      `Seeds: \`${facts.seedsPath}\`, each committed before anything was run on it. Engine: ${facts.engineKind}. Runs that ` +
        `are there: ${done} of ${measured.length}; a row that lacks some says so behind its name.`,
      "## Bars set beforehand",
      WORDS.bars,
      ...(rowsOf(measured, "accuracy", "default").some(({ row }) => ADDED.includes(row.id)) ? [WORDS.added] : []),
      bars(measured),
      ...section(measured, "cards", "### As the cards measured", WORDS.cards, cards(measured)),
      ...section(measured, "starts", "### What the start of the mixture costs", WORDS.starts, starts(measured)),
      "## Simulated tissues",
      WORDS.accuracy,
      ...tablesOf(measured, "accuracy").flatMap((preset) => {
        const rows = rowsOf(measured, "accuracy", preset);
        return [`### Preset \`${preset}\``, scoresTable(rows), differences(rows)];
      }),
      ...section(measured, "training", "### Two kinds of spread", WORDS.training, spreads(measured)),
      ...section(measured, "accuracy", "### Small domains", WORDS.rare, rare(measured), "rare"),
      ...section(measured, "rho0", "### CRCT: strength of the augmentation", WORDS.rho0, rho0(measured)),
      ...section(measured, "beta", "### RIA: weight of the nuclear norm", WORDS.beta, swept(measured, "beta")),
      ...section(measured, "controls", "## Controls", WORDS.controls, swept(measured, "controls")),
      ...section(measured, "counts", "## When the number of domains is not known", WORDS.counts, counts(measured)),
      ...section(measured, "tuned", "## Tuned", WORDS.tuned, tuned(measured)),
      ...section(measured, "osmfish", "## Real cells: osmFISH", WORDS.osmfish, osmfish(measured)),
      cells(measured),
      ...section(measured, "placement", "## Cells placed on a tissue", WORDS.placement, placement(measured)),
      ...section(measured, "sections", "## Several sections", WORDS.sections, sections(measured)),
      ...section(
        measured,
        "sections_starts",
        "### What the start of the mixture costs on sections",
        WORDS.sectionsStarts,
        sectionsStarts(measured),
      ),
      "## Rows",
      WORDS.rows,
      settings(measured),
    )
  }\n`;
}

/** A section, if any of it was planned. */
function section(
  measured: readonly Measured[],
  study: StudyName,
  heading: string,
  words: string,
  body: string,
  table?: string,
): string[] {
  const tables = tablesOf(measured, study);
  return tables.length > 0 && (table === undefined || tables.includes(table)) ? [heading, words, body] : [];
}

function swept(measured: readonly Measured[], study: StudyName): string {
  return paragraphs(
    ...tablesOf(measured, study).flatMap((name) => [`**\`${name}\`**`, scoresTable(rowsOf(measured, study, name))]),
  );
}

function tuned(measured: readonly Measured[]): string {
  return paragraphs(
    ...tablesOf(measured, "tuned").flatMap((name) => {
      const rows = rowsOf(measured, "tuned", name);
      const untuned = rowsOf(measured, "accuracy", name).filter(({ row }) => row.group !== "method");
      return [`**\`${name}\`**`, scoresTable(rows), differences([...rows, ...untuned])];
    }),
  );
}

function rho0(measured: readonly Measured[]): string {
  const rows = rowsOf(measured, "rho0", "rare");
  return paragraphs(scoresTable(rows), classTable(rows));
}
