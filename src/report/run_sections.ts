import { bicCurve } from "../plot/bic_curve.ts";
import { lossCurves } from "../plot/loss_curves.ts";
import { specToSvg } from "../plot/spec_to_svg.ts";
import type { IntegratedRun } from "./integrated_run.ts";
import { type Markup, markup } from "./markup.ts";
import type { Fact } from "./page.ts";
import { figures, folded, formatNumber, section, table } from "./section.ts";

/** What every page of an integration tells of how it was done. */
export interface RunSections {
  /** Figures of the head. */
  readonly facts: readonly Fact[];
  /** What a reader should know first. */
  readonly notes: readonly Markup[];
  /** A curve per loss term. */
  readonly training: Markup | null;
  /** How the number of clusters was chosen. */
  readonly criterion: Markup | null;
  /** All that is needed to do it again. */
  readonly again: Markup;
}

/** The parts of a page that do not hang on what was integrated; `found` are its groups, "domains" or "clusters". */
export async function runSections(run: IntegratedRun, found: string): Promise<RunSections> {
  return {
    facts: facts(run),
    notes: run.notes.map((note) => markup`<p class="note">${note}</p>`),
    training: await trainingSection(run),
    criterion: await criterionSection(run, found),
    again: againSection(run),
  };
}

function facts({ seconds, history, preset }: IntegratedRun): Fact[] {
  return [
    { label: "epochs", value: formatNumber(history.nRows) },
    { label: "preset", value: preset },
    ...(seconds.train === undefined
      ? []
      : [{ label: "trained in", value: `${seconds.train.toFixed(seconds.train < 10 ? 1 : 0)} s` }]),
  ];
}

async function trainingSection({ history, ending }: IntegratedRun): Promise<Markup | null> {
  if (history.nRows === 0) return null;
  const panels = history.columnNames.map((term) => specToSvg(lossCurves(history, { terms: [term] })));
  const sentence = `One panel per loss term, against the epoch; each on its own scale. ${ending}`;
  return section("The training", sentence, figures((await Promise.all(panels)).map((svg) => ({ svg })), "panels"));
}

async function criterionSection({ criterion }: IntegratedRun, found: string): Promise<Markup | null> {
  if (!criterion) return null;
  const svg = await specToSvg(bicCurve(criterion.nClusters, criterion.values, criterion.chosen));
  const sentence = `The number of ${found} was not given: ${criterion.chosen} has the least BIC of the numbers tried.`;
  return section(`How many ${found}`, sentence, figures([{ svg }], "whole"));
}

function againSection({ settings, seconds, inputs, versions }: IntegratedRun): Markup {
  const code = (entries: Readonly<Record<string, string>>) =>
    table(["", ""], Object.entries(entries).map(([name, value]) => [name, markup`<code>${value}</code>`] as const));
  const times = Object.entries(seconds).map(([stage, value]) => [stage, value] as const);
  return section(
    "To do it again",
    "Everything that went in. The same settings on the same files with the same engine give the same bytes.",
    folded("Settings", code(settings)),
    folded("Inputs (SHA-256)", code(inputs)),
    folded("Time by stage", table(["stage", "seconds"], times)),
    folded("Versions", code(versions)),
  );
}
