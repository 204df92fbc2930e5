import type { BenchmarkPreset } from "./seeds.ts";

/** What is taken from a tissue to see the scores fall: space, one modality's pairing, or the domains themselves. */
export type Control = "permuted coordinates" | "permuted rows" | "pure noise";

/** A simulated tissue. */
export interface SimulatedSpec {
  readonly kind: "simulated";
  /** The simulator's preset. */
  readonly preset: BenchmarkPreset;
  /** Seed of the data. */
  readonly seed: number;
  /** What is taken from it; nothing when left out. */
  readonly control?: Control;
}

/** osmFISH's cortex: all genes as one modality, or two panels of genes, by even and odd place or by a seed. */
export interface OsmfishSpec {
  readonly kind: "osmfish";
  /** How the genes are split. */
  readonly panels: "none" | "even and odd" | number;
}

/** A tissue whose domains are sought. */
export type TissueSpec = SimulatedSpec | OsmfishSpec;

/** SNARE-seq's cells with RNA and chromatin taken for cells of their own. */
export interface SnareseqSpec {
  readonly kind: "snareseq";
  /** Seed of the tenth of the genes that chromatin observes; all of them when left out. */
  readonly panel?: number;
}

/** The simulator's cells of disjoint modalities. */
export interface UnpairedSpec {
  readonly kind: "unpaired";
  /** Seed of the data. */
  readonly seed: number;
  /** Which modalities: genes by RNA and chromatin, or these and proteins of a twentieth of the genes. */
  readonly modalities: "two" | "three";
}

/** Cells of modalities that share no cell, to be joined. */
export type CellsSpec = SnareseqSpec | UnpairedSpec;

/** Three simulated sections of one tissue, the second measured on another day, the third mirrored. */
export interface SectionsSpec {
  readonly kind: "sections";
  /** Seed of the data. */
  readonly seed: number;
  /** Standard deviation of the logarithms of the factors that the other day puts on every feature. */
  readonly factorSd: number;
}

/** SNARE-seq's RNA cells, to be placed on osmFISH's cortex. */
export interface PlacementSpec {
  readonly kind: "placement";
}

/** What a run is on. */
export type Subject = TissueSpec | CellsSpec | SectionsSpec | PlacementSpec;

/** One run: a method on a tissue or on cells, and what is read off its embedding. */
export interface JobOn<S extends Subject> {
  /** The tissue or the cells. */
  readonly tissue: S;
  /** The modalities that the method sees; all when left out. */
  readonly modalities?: readonly string[];
  /**
   * What preprocessing starts from: ln(1 + counts), logged once more by the recipes, as published pipelines do on
   * simulated tissues; counts when left out.
   */
  readonly input?: "log1p";
  /** The method's name. */
  readonly method: string;
  /** Its preset and settings. */
  readonly options: Readonly<Record<string, unknown>>;
  /** Seed of weights, draws and clusterings. */
  readonly seed: number;
  /** Key of the representation that the method reads, where that is a question; else its recipe's. */
  readonly useRep?: string;
  /**
   * What is read off: scores at the true number of domains, or at many numbers as if nobody knew it, or what the mixture
   * finds from one start and from several.
   */
  readonly readOuts: "scores" | "counts" | "starts";
}

/** A run on a tissue whose domains are sought. */
export type DomainJob = JobOn<TissueSpec>;

/** A run on cells to be joined. */
export type CellsJob = JobOn<CellsSpec>;

/** A run on sections to be joined. */
export type SectionsJob = JobOn<SectionsSpec>;

/** A run that places cells. */
export type PlacementJob = JobOn<PlacementSpec>;

/** A run of any kind. */
export type Job = DomainJob | CellsJob | SectionsJob | PlacementJob;

/** Whether a run seeks the domains of a tissue. */
export function seeksDomains(job: Job): job is DomainJob {
  return job.tissue.kind === "simulated" || job.tissue.kind === "osmfish";
}

/** Whether a run places cells. */
export function placesCells(job: Job): job is PlacementJob {
  return job.tissue.kind === "placement";
}

/** Whether a run joins sections. */
export function joinsSections(job: Job): job is SectionsJob {
  return job.tissue.kind === "sections";
}

/** What a run gave. */
export interface JobResult {
  /** Scores by name; at many numbers of clusters the name ends in `@` and the number. */
  readonly scores: Readonly<Record<string, number>>;
  /** The mixture's clusters, one character a spot (its number in base 36). */
  readonly labels: string;
  /** Epochs done. */
  readonly nEpochs: number;
  /** Wall seconds of training. */
  readonly seconds: number;
  /** Why training could not be finished, if so; then there are no scores. */
  readonly failed?: string;
}
