import { SPATIAL_METHODS } from "../spatial_methods.ts";
import { UNPAIRED_METHODS } from "../unpaired_methods.ts";

/** What `weft integrate --help` prints. */
export const HELP = `weft integrate --input TISSUE.h5mu --out DIR
weft integrate --rna A.h5ad [--adt B.h5ad] [--atac C.h5ad] [--mod NAME=PATH:KIND …] --out DIR

Joins the modalities of a tissue by spot name, preprocesses each by its kind, trains a method on them and the spatial
graph, finds the domains, and writes DIR/result.h5mu, DIR/report.html and DIR/summary.json. A method of unpaired cells
(${UNPAIRED_METHODS.join(", ")}) takes modalities that were each measured on cells of their own, without places.

Input
  --input FILE          an h5mu or h5ad (also zarr, 10x, csv) with everything in it
  --rna FILE            gene counts        --adt FILE   protein counts        --atac FILE   chromatin peaks
  --mod NAME=PATH:KIND  any other modality; KIND is rna, protein or peaks (may be repeated); with --input NAME=:KIND
                        says the kind of a modality in that file
  --spatial-key KEY     coordinates in obsm (spatial)
  --library-key KEY     column of obs naming the section; no graph edge crosses sections
  --batch-key KEY       column of obs naming the batch; variable genes are chosen batch by batch
  --labels-key KEY      column of obs with known labels; the domains, or the mixing of the cells, are scored against it

Unpaired cells (--method ${UNPAIRED_METHODS.join(", ")})
  --unpair              takes cells that several modalities measured for as many, and scores how near partners come
  --annotation FILE     where genes lie, a GTF, GFF3 or BED file (.gz or not) of the peaks' genome: peaks are added up to
                        genes, over body and promoter

Method
  --method NAME         ${SPATIAL_METHODS.join(", ")} (smart);
                        of unpaired cells ${UNPAIRED_METHODS.join(", ")}
  --preset NAME         default, paper or released; some methods know others by further names (default)
  --set KEY=VALUE       any option of the method (may be repeated)
  --n-epochs N          at most N epochs
  --n-spatial-neighbors N  neighbours of a spot in the spatial graph (as many as the method's authors take; where that
                        is 6, the ring of a hexagonal array, 4 on a square grid)
  --seed N              seed of everything random (0)
  --engine NAME         auto, native, wasm, cpu, webgpu or tensorflow (auto); weft engine tells what can be had

Domains, or clusters of cells
  --cluster NAME        gmm, leiden or kmeans (gmm); the first and the last from ten starts
  --n-clusters N        how many domains, or auto: the number of labels if given, else the least BIC of 2 to 15 (auto);
                        a method with prototypes takes as many, unless told otherwise by --set nPrototypes=N

Output
  --out DIR             folder to make
  --force               replace DIR when it is there and holds nothing else

Ctrl-C while training stops it after the present epoch and writes what is trained; a second Ctrl-C, or one before
training, ends at once and leaves nothing. When a loss is no longer finite, the last state whose losses were goes to
DIR_sound_state.safetensors. Exit codes: 0 done, 1 failure, 2 bad usage or input, 130 after Ctrl-C.`;
