import { SNARESEQ_MASK_ROWS, SNARESEQ_ROWS } from "./cells/cells_rows.ts";
import { PLACEMENT_ROWS } from "./placement/placement_plan.ts";
import type { BenchmarkRow } from "./row.ts";
import { ROWS } from "./rows.ts";
import { SECTIONS_ROWS } from "./sections/sections_plan.ts";
import { STUDIES } from "./study.ts";

const ids = (rows: readonly BenchmarkRow[]) => rows.map(({ id }) => id).join(", ");

/** What `weft benchmark --help` prints. */
export const HELP = `weft benchmark [--slice NAME] [--study NAME …] [--row NAME …] [--workers N] [--write FILE]

Runs every method and baseline on simulated and real tissues, and writes what came out as a page. What is done is kept
by its content and never done again: the command can be broken off and called again.

What is run
  --slice NAME   all, or two-seeds: a minute on two tissues that shows that everything runs (all)
  --study NAME   only these questions (may be repeated): ${STUDIES.join(", ")}
  --row NAME     only these rows (may be repeated):
                 ${ids(ROWS)};
                 on cells: ${ids([...SNARESEQ_ROWS, ...SNARESEQ_MASK_ROWS.slice(1)])};
                 on sections: ${ids(SECTIONS_ROWS)}; placing cells: ${ids(PLACEMENT_ROWS)}
  --seeds FILE   seeds of everything (docs/methods/benchmark_seeds.json)
  --tuned FILE   settings that tuning chose (docs/methods/benchmark_tuned.json)
  --tune         run the grids on the tuning tissues instead, and write what is chosen into that file
  --list         print the runs and end

How
  --workers N    processes, of one thread each (1: this one, on all threads)
  --shard P/N    only the runs of process P of N, and no page
  --store DIR    where results are kept (.cache/benchmark)
  --no-run       run nothing: make the page of what is there

Page
  --write FILE   write it there; without it the page is printed

Exit codes: 0 all runs are there, 1 some are missing (each is told), 2 bad usage.`;
