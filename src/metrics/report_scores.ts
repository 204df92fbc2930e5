import type { Watched } from "../core/progress.ts";
import { Rng } from "../core/rng.ts";
import type { Csr } from "../data/csr.ts";
import type { Dense } from "../data/dense.ts";
import { ami } from "./ami.ts";
import { ari } from "./ari.ts";
import { boundaryPrecision } from "./boundary_precision.ts";
import { boundaryRecall } from "./boundary_recall.ts";
import { chaos } from "./chaos.ts";
import { completeness } from "./completeness.ts";
import { daviesBouldin } from "./davies_bouldin.ts";
import { fowlkesMallows } from "./fowlkes_mallows.ts";
import { gearysCLabels } from "./gearys_c_labels.ts";
import { homogeneity } from "./homogeneity.ts";
import { labelCodes, type Labels } from "./labels.ts";
import type { MetricRow } from "./metrics_report.ts";
import { moransILabels } from "./morans_i_labels.ts";
import { mutualInformation } from "./mutual_information.ts";
import { nmi } from "./nmi.ts";
import { pairF1 } from "./pair_f1.ts";
import { pairJaccard } from "./pair_jaccard.ts";
import { pas } from "./pas.ts";
import { probe } from "./probe.ts";
import { purity } from "./purity.ts";
import { silhouette } from "./silhouette.ts";
import { vMeasure } from "./v_measure.ts";

/** Spots of one section. */
export interface ReportSection {
  /** Number of spots. */
  readonly size: number;
  /** Their domains. */
  readonly labels: Labels;
  /** Where they lie. */
  readonly coordinates: Dense;
}

/** What a report can be made of; a score that needs what is missing is left out. */
export interface ReportInputs {
  readonly labels: Labels;
  readonly truth: Labels | undefined;
  readonly embedding: Dense | undefined;
  readonly graph: Csr | undefined;
  readonly sections: readonly ReportSection[];
  readonly sampleSize: number;
  readonly seed: number;
  readonly watched: Watched;
}

/** A score: how it reads, and its value; `undefined` where the inputs do not allow it. */
export interface ReportScore extends Omit<MetricRow, "value"> {
  readonly compute: (inputs: ReportInputs) => number | undefined;
}

type Score = (predicted: Labels, truth: Labels) => number;
type Bounds = readonly [number, number];

const UNIT: Bounds = [0, 1];

function truthScore(metric: string, score: Score, meaning: string, range: Bounds = UNIT): ReportScore {
  const compute = ({ labels, truth }: ReportInputs) => truth && score(labels, truth);
  return { metric, range, direction: "higher", meaning, compute };
}

function borderScore(metric: string, score: typeof boundaryRecall, meaning: string): ReportScore {
  const compute = ({ labels, truth, graph }: ReportInputs) => truth && graph && score(labels, truth, graph);
  return { metric, range: UNIT, direction: "higher", meaning, compute };
}

function sectionScore(
  metric: string,
  score: (labels: Labels, coordinates: Dense) => number,
  meaning: string,
  range: Bounds,
): ReportScore {
  const compute = ({ sections }: ReportInputs) => {
    const n = sections.reduce((sum, { size }) => sum + size, 0);
    if (n === 0) return undefined;
    return sections.reduce((sum, { size, labels, coordinates }) => sum + size / n * score(labels, coordinates), 0);
  };
  return { metric, range, direction: "lower", meaning, compute };
}

/** The probe, on a sample of the spots when there are many: its time grows with their square. */
function sampledProbe({ truth, embedding, sampleSize, seed, watched }: ReportInputs): number | undefined {
  if (!truth || !embedding) return undefined;
  if (embedding.nRows <= sampleSize) return probe(embedding, truth, { seed, ...watched });
  const rows = new Rng(seed).split("report").sample(embedding.nRows, sampleSize);
  const { codes } = labelCodes(truth);
  return probe(embedding.takeRows(rows), Array.from(rows, (i) => codes[i]! < 0 ? null : codes[i]!), {
    seed,
    ...watched,
  });
}

/** Every score of a report, in the order in which they are shown. */
export const REPORT_SCORES: readonly ReportScore[] = [
  truthScore("ari", ari, "Agreement with the truth over pairs of spots; 0 is chance, 1 is perfect.", [-0.5, 1]),
  truthScore("ami", ami, "Shared information with the truth; 0 is chance, 1 is perfect.", [-1, 1]),
  truthScore("nmi", nmi, "Shared information with the truth, not corrected for chance; equals the V-measure."),
  truthScore("homogeneity", homogeneity, "1 when every domain holds one true class only."),
  truthScore("completeness", completeness, "1 when every true class lies in one domain."),
  truthScore("vMeasure", vMeasure, "Harmonic mean of homogeneity and completeness."),
  truthScore("mutualInformation", mutualInformation, "Shared information with the truth in nats.", [0, Infinity]),
  truthScore("fowlkesMallows", fowlkesMallows, "Geometric mean of precision and recall over pairs of spots."),
  truthScore("pairF1", pairF1, "Harmonic mean of precision and recall over pairs of spots."),
  truthScore("pairJaccard", pairJaccard, "Of the pairs together in either, the share together in both."),
  truthScore("purity", purity, "Share of spots in the commonest true class of their domain; rises with more domains."),
  borderScore("boundaryPrecision", boundaryPrecision, "Of the domain borders, the share that are true borders."),
  borderScore("boundaryRecall", boundaryRecall, "Of the true borders, the share that are domain borders."),
  {
    metric: "probe",
    range: UNIT,
    direction: "higher",
    meaning: "Share of spots whose true class 15 neighbours in the embedding vote for, whatever the clusterer.",
    compute: sampledProbe,
  },
  {
    metric: "silhouette",
    range: [-1, 1],
    direction: "higher",
    meaning: "How much nearer spots are to their own domain than to the next, in the embedding.",
    compute: ({ labels, embedding, sampleSize, seed, watched }) =>
      embedding && silhouette(embedding, labels, { sampleSize, seed, ...watched }),
  },
  {
    metric: "daviesBouldin",
    range: [0, Infinity],
    direction: "lower",
    meaning: "Spread of domains against the distance of their centres, in the embedding.",
    compute: ({ labels, embedding }) => embedding && daviesBouldin(embedding, labels),
  },
  {
    metric: "moransILabels",
    range: [-1, 1],
    direction: "higher",
    meaning: "How compact domains lie in the tissue; 0 is scattered. Smoothness alone is no proof of truth.",
    compute: ({ labels, graph }) => graph && moransILabels(labels, graph),
  },
  {
    metric: "gearysCLabels",
    range: [0, Infinity],
    direction: "lower",
    meaning: "How often neighbours lie in different domains; 1 is scattered, 0 compact.",
    compute: ({ labels, graph }) => graph && gearysCLabels(labels, graph),
  },
  sectionScore("pas", pas, "Share of spots most of whose 10 nearest spots lie in another domain.", UNIT),
  sectionScore("chaos", chaos, "Mean distance of a spot to the nearest of its domain, in standardised coordinates.", [
    0,
    Infinity,
  ]),
];
