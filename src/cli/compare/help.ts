/** What `weft compare --help` prints. */
export const HELP = `weft compare --input TISSUE.h5mu --methods smart,praga --seeds 5 --out DIR
weft compare --input TISSUE.h5mu --methods smart --without triplet,adt --seeds 5 --out DIR

Trains methods, or one method without its parts, with several seeds, and compares their scores seed by seed. Writes
DIR/table.csv (a line a method), DIR/runs.csv (a line a training), DIR/table.json and DIR/report.html.

Study
  --methods A,B,…       methods to compare, the baseline first; each prepares the tissue by its own recipe
  --without P,Q,…       with one method: what to leave out, a line each: its parts, modalities, or beginnings of loss
                        terms (P+Q leaves both out)
  --seeds N             N seeds, 0 to N − 1 (3); or a list such as 1,7,9
  --metric NAME         what lines are compared by (ari with --labels-key, else silhouette)
  --workers N           trainings side by side; 0 for one after another (as many as there are cores)
  --cache-dir DIR       where finished rows are kept (.weft/study)

Input, preset, settings, clusters and output are given as for weft integrate; see weft integrate --help:
  --input, --rna, --adt, --atac, --mod, --spatial-key, --library-key, --batch-key, --labels-key, --preset, --set,
  --n-epochs, --engine, --cluster, --n-clusters, --n-spatial-neighbors, --out, --force

Ctrl-C gives up the trainings under way and writes what is done; the same command goes on from there. A second Ctrl-C,
or one before training, ends at once. Exit codes: 0 done, 1 failure, 2 bad usage or input, 130 after Ctrl-C.`;
