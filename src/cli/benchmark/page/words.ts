/** What the benchmark is and how to make it again. */
export const INTRODUCTION =
  "Made by `deno task weft benchmark --workers 2 --write docs/methods/benchmark.md`: every figure and " +
  "verdict below is computed from the runs, which are kept by their content and resumed. Read-outs of every " +
  "embedding: **mclust**, ARI of the EEE mixture from its hierarchical start on 20 components; **k-means**, " +
  "ARI of the best of 10 starts; **probe**, 5-fold accuracy of a vote of 15 neighbours, which is free of any " +
  "clusterer. Both clusterers are told the true number of domains. Median (smallest–largest) over data seeds " +
  "at the first training seed. Simulated tissues (`weft.datasets.simulatedTissue`) start from counts unless a " +
  "section says otherwise, none was used to choose a setting, and each method has its own preprocessing and its " +
  "authors' number of spatial neighbours.";

/** What stands above each table. */
export const WORDS = {
  bars:
    "What the reference values of the method cards ask for, on tissues of the preset that is solved without space " +
    "and without training: a check that the methods are themselves, not a test of merit.",
  added:
    "The rows of methods as they come, without a data set's settings (`for new data`), were added later: PRAGA's after " +
    "six runs on three of these tissues had been seen, so that for it nothing was set beforehand; the others' before " +
    "anything was run on these tissues, RIA's after five others (data seeds 101 to 105), the rest after one or two.",
  cards:
    "The cards measured from ln(1 + counts), which the recipes normalise and log once more as the published pipelines " +
    "do, with one training seed. Here five tissues and three training seeds each, from the same input. What a training " +
    "seed gives by itself stands apart: what PRAGA's `released` setting finds on this tissue hangs on the draw of its " +
    "first weights, in an independent program of it too ([discrepancies](../discrepancies/praga.md)).",
  starts:
    "**mclust** is what R's mclust does, here and in all tables: EM from one start, its hierarchical clustering. EM ends " +
    "at the optimum next to its start. **Likeliest of 10**: the same mixture from that start and from nine single runs of " +
    "k-means++, of which the likeliest is kept; it sees no labels. **Better / worse**: tissues on which its ARI is more than " +
    ".01 above or below that of one start. **From the truth**: EM begun at the true domains; where even this mixture is " +
    "less likely than what was found, the likelihood itself prefers another partition. One counts as likelier by more than " +
    "1e-4 of the log-likelihood, ten times where EM stops. All tissues of preset `default` from counts at the first training " +
    "seed, as in the first table above. **This was declared late**: after one start had been seen to cost much on other " +
    "tissues of this preset (data seeds 9101 to 9103) and with the bars above judged, though before more than one start was " +
    "tried on these ten tissues; the ten of `hard` were added a little later, with three others of that preset seen (9101 to " +
    "9103). The bars behind the first table are those for mclust, judged again; the verdicts above stay as they are.",
  accuracy: "The simple baselines are the modalities alone, concatenated components, their means over near spots and " +
    "weighted neighbours. The best of them is picked on the same tissues, which favours it.",
  training:
    "Standard deviation over data seeds at one training seed / mean over data seeds of the standard deviation " +
    "over training seeds, on preset `hard`. The first is what another tissue does, the second what another start does.",
  rare:
    "Recall / F1 of every domain after the best matching of mclust's clusters, median over data seeds; the domain's " +
    "number of spots stands in the heading. The last three are small; the background is left out.",
  rho0: "Preset `rare`. At 0 there is no semantic augmentation.",
  beta: "RIA's default keeps a reconstruction that its paper's introduction replaces; β weighs what replaces it.",
  controls: "Scores must fall: with coordinates handed out at random to what the features alone tell, with one " +
    "modality's rows exchanged to what is left, and to 0 where no modality sees a domain.",
  counts: "Silhouette and Davies–Bouldin of k-means (10 starts), and the mean Fowlkes–Mallows index between 5 single " +
    "starts, at 2 to 10 clusters.",
  tuned: "24 settings of a declared grid for every method, chosen on three further tissues of preset `hard` without " +
    "labels and frozen in `docs/methods/benchmark_tuned.json`, which tells the grid and the criterion. " +
    "Differences are to the best of all simple baselines on the same tissues, tuned or not: what a criterion without " +
    "labels chooses may be worse than what it started from.",
  osmfish: "osmFISH of mouse somatosensory cortex (Codeluppi et al. 2018): 4,839 cells without those labelled " +
    "`Excluded`, 33 genes, 11 regions. One tissue and one modality: panels of genes stand in for two modalities, by even " +
    "and odd place in the sorted names and by four random splits. Counts to the median of cells, log1p, standardised, 20 " +
    "components, the same for all rows. Five training seeds, which also seed the clusterers. Lower PAS and CHAOS are " +
    "smoother, not better. Plain smoothing is the honest rival.",
  sections:
    "Three simulated sections of 1,296 spots that share gene programmes, 300 genes and 60 proteins. Every feature " +
    "of the second is multiplied by a log-normal factor of its own (sd of its logarithm in the table's name); the third is " +
    "mirrored. Harmony over the sections on each modality's 30 components. **mclust**, **k-means**: ARI against the " +
    "domains of all sections together; **probe** as above; **iLISI**, **kBET**: mixing of the sections among near spots " +
    "and within domains, 0 to 1. Median (smallest–largest) over data seeds; differences are paired by them.",
  sectionsStarts:
    'The same sections read off as under "What the start of the mixture costs", by the mixture of one start, the ' +
    "likeliest of 10 and that begun at the true domains. **Declared after the table above had been seen, and after ten starts " +
    "had been tried with SMART-MS at sd 1 on these very seeds**: there nothing was set beforehand. The bar is the one above, " +
    "judged again; its verdict stays as it is.",
  placement:
    "A thousand of SNARE-seq's RNA cells at a time on osmFISH's cortex (its layers and white matter, 4,282 cells), " +
    "by the 20 genes that both measured (logarithms, z-scores in each data set by itself). **In its layers**: share of a " +
    "cell's mass in the regions that its type lives in (L2/3, L4/5, L6, oligodendrocytes in white matter); **nearest**: " +
    "share of cells whose mean place lies nearest to a spot of these. **Variable**: genes of the tissue as its cells tell " +
    "it with Moran's I of 0.1 or more over 6 neighbours and a corrected p below .05; **found again**: of the imaged genes " +
    "that are so as measured, those that are so as imputed by a plan that did not see them (five folds); **r**: median " +
    "correlation of these imputed genes with the measured. Behind each stroke the same with spots exchanged at random. " +
    "Median (smallest–largest) over five draws of cells.",
  rows: "The options beyond the method's defaults; methods with prototypes are told the true number of domains.",
};
