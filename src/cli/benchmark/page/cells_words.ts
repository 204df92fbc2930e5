/** What stands above each table of cells to be joined. */
export const CELLS_WORDS = {
  snareseq:
    "Mouse cortex by SNARE-seq (Chen, Lake, Zhang 2019): RNA and chromatin of 10,309 cells taken for 20,618 cells " +
    "of one modality each. Chromatin as gene activities, each the sum of a gene's regions; the 1,670 genes that both " +
    "modalities met; 12 batches, which the decoder is told. Every row embeds all cells. Scores are those of " +
    "`metrics.integrationReport` (scIB's, in scMRDR's three groups; total = 0.4 bio + 0.3 batch + 0.3 modality) on 2,500 " +
    "cells, both halves of each, frozen in `docs/methods/benchmark_snareseq_cells.txt`. FOSCTTM: share of chromatin cells " +
    "nearer to an RNA cell than its own other half, lower is better. Counts of the plain rows: 10,000 a cell, log1p, 20 " +
    "components; Harmony over the modality with harmonypy's settings. All trained rows run 100 epochs of the authors' " +
    "script. Median (smallest–largest) over five training seeds, which seed Harmony and the score's k-means too; " +
    "differences are paired by seed.",
  mask:
    "The same cells, but chromatin observes a drawn tenth of the genes, another tenth with each seed. Masked: the rest " +
    "is left out of chromatin's reconstruction. Filled: it is told to be 0.",
  unpaired:
    "The simulator's preset `unpaired`: a third of 1,296 spots by each modality, 1,000 genes with a scale of their " +
    "own in each modality, half of the entries set to zero; truth are the domains. Ten data seeds, training seed 0, " +
    "mini-batches of 64 cells, 100 epochs. No batches: total = 0.6 bio + 0.4 modality. As no spot is measured twice, " +
    "FOSCTTM takes for a cell's partner one drawn within its domain.",
};
