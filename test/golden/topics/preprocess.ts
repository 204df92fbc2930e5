// deno-lint-ignore-file camelcase -- names as the reference files have them
import { AnnData } from "../../../src/data/anndata.ts";
import { type Csr } from "../../../src/data/csr.ts";
import { Dense } from "../../../src/data/dense.ts";
import { Frame } from "../../../src/data/frame.ts";
import { type Matrix, toDense } from "../../../src/data/matrix.ts";
import type { BooleanColumn } from "../../../src/data/columns/boolean_column.ts";
import {
  clr,
  filterCells,
  filterGenes,
  highlyVariableGenes,
  type HvgFlavor,
  loess,
  log1p,
  lsi,
  normalizeTotal,
  pca,
  qcMetrics,
  scale,
  tfidf,
} from "../../../src/preprocess/mod.ts";
import { type AnalysisCase, type AnalysisFile, analysisIds, csrOf, denseOf, readAnalysis } from "../analysis.ts";
import { alignSigns, allclose } from "../compare.ts";
import type { CaseResult, Topic } from "../topic.ts";

type Numbers = ArrayLike<number | bigint>;
type Pair = readonly [name: string, got: Numbers, want: Numbers];

/** A topic's arrays with the ways to read them that the cases share. */
class Golden {
  constructor(readonly file: AnalysisFile) {}

  array(name: string): Numbers {
    const found = this.file.arrays.get(name);
    if (!found) throw new Error(`no array ${name}`);
    return found.data;
  }

  columns(name: string): number {
    return this.file.arrays.get(name)!.shape[1]!;
  }

  /** The case's input with the dtype and storage that its options name; float64 where they name none. */
  input({ inputs, options }: AnalysisCase, dtype: "f4" | "f8" = options.dtype ?? "f8"): AnnData {
    const name = inputs[0]!;
    const { shape } = this.file.json.inputs[name];
    const X: Matrix = shape
      ? csrOf(this.file.arrays, `in.${name}`, shape)
      : denseOf(this.file.arrays.get(`in.${name}`)!);
    const storage: Matrix = options.storage === "dense" ? toDense(X) : X;
    const values = dtype === "f8" ? Float64Array.from(storage.data, Number) : Float32Array.from(storage.data, Number);
    const typed = storage.kind === "dense"
      ? new Dense(values, { shape: storage.shape })
      : (storage as Csr).withData(values);
    const obs = options.batch_key
      ? new Frame(Array.from({ length: X.nRows }, (_, i) => `${i}`), {
        batch: Array.from(this.array("in.sim.batch"), String),
      })
      : undefined;
    return prepared(new AnnData({ X: typed, ...(obs && { obs }) }), options.after ?? "");
  }
}

function prepared(adata: AnnData, after: string): AnnData {
  let result = adata;
  for (const step of after.split(", ").filter(Boolean)) {
    if (step === "normalize_total(1e4)") result = normalizeTotal(result, { targetSum: 1e4 });
    else if (step === "log1p") result = log1p(result);
    else if (step === "scale") result = scale(result);
    else if (step === "tfidf.atac.muon_default") result = tfidf(result);
    else throw new Error(`unknown step ${step}`);
  }
  return result;
}

const values = (adata: AnnData, axis: "obs" | "var", name: string) => {
  const column = adata[axis].column(name);
  return column.kind === "boolean" ? column.values : column.toArray() as number[];
};

const everyRow = (X: Matrix, step: number) => {
  const dense = toDense(X);
  return Array.from({ length: Math.ceil(X.nRows / step) }, (_, i) => [...dense.row(i * step)]).flat() as number[];
};

const rowSums = (X: Matrix) => toDense(X).toRows().map((row) => row.reduce((sum, value) => sum + value, 0));

function filtered(golden: AnalysisCase, g: Golden): Pair[] {
  const { options, expect, inputs } = golden;
  const adata = g.input({ ...golden, options: {} });
  const byGene = golden.verb === "filter_genes";
  const kept = byGene
    ? filterGenes(adata, {
      minCells: options.min_cells,
      maxCells: options.max_cells,
      minCounts: options.min_counts,
      maxCounts: options.max_counts,
    })
    : filterCells(adata, {
      minGenes: options.min_genes,
      maxGenes: options.max_genes,
      minCounts: options.min_counts,
      maxCounts: options.max_counts,
    });
  const names = new Set(byGene ? kept.varNames : kept.obsNames);
  const all = byGene ? adata.varNames : adata.obsNames;
  const mask = all.map((name) => names.has(name) ? 1 : 0);
  const axis = byGene ? "var" : "obs";
  const column = /count/.test(Object.keys(options)[0]!) ? "n_counts" : byGene ? "n_cells" : "n_genes";
  const numbers = Array.from(g.array(expect.number), Number).filter((_, i) => mask[i]);
  return [[`mask of ${inputs[0]}`, mask, g.array(expect.mask)], ["number", values(kept, axis, column), numbers]];
}

function normalized(golden: AnalysisCase, g: Golden): Pair[] {
  const { options, expect } = golden;
  const adata = normalizeTotal(g.input(golden), {
    targetSum: options.target_sum ?? undefined,
    excludeHighlyExpressed: options.exclude_highly_expressed ?? false,
    ...(options.max_fraction && { maxFraction: options.max_fraction }),
    keyAdded: "nf",
  });
  const pairs: Pair[] = [["norm_factor", values(adata, "obs", "nf"), g.array(expect.norm_factor)]];
  if (expect.X_csr_data) pairs.push(["X", adata.X!.data, g.array(expect.X_csr_data)]);
  if (expect.X_row_sums) pairs.push(["row sums", rowSums(adata.X!), g.array(expect.X_row_sums)]);
  const twin = g.file.cases.find(({ id }) => id === expect.X_equals_case);
  if (twin?.expect.X_csr_data) {
    const nonzero = Array.from(adata.X!.data, Number).filter((value) => value !== 0);
    pairs.push(["X of twin", nonzero, g.array(twin.expect.X_csr_data)]);
  }
  return pairs;
}

function scaled(golden: AnalysisCase, g: Golden): Pair[] {
  const { options, expect } = golden;
  const adata = scale(g.input(golden), {
    zeroCenter: options.zero_center ?? true,
    ...(options.max_value !== undefined && { maxValue: options.max_value }),
  });
  if (expect.X_csr_data) return [["X", adata.X!.data, g.array(expect.X_csr_data)]];
  return [
    ["mean", values(adata, "var", "mean"), g.array(expect.mean)],
    ["std", values(adata, "var", "std"), g.array(expect.std)],
    ["X", everyRow(adata.X!, 9), g.array(expect.X_every_9th_row)],
  ];
}

function variable(golden: AnalysisCase, g: Golden): Pair[] {
  const { options, expect, tolerance } = golden;
  const adata = highlyVariableGenes(g.input(golden), {
    flavor: options.flavor as HvgFlavor,
    ...(options.n_top_genes && { nTopGenes: options.n_top_genes }),
    ...(options.span && { span: options.span }),
    ...(options.batch_key && { batchKey: options.batch_key }),
    ...(options.min_mean && { minMean: options.min_mean, maxMean: options.max_mean, minDisp: options.min_disp }),
  });
  const mask = (adata.var.column("highly_variable") as BooleanColumn).values;
  const want = g.array(expect.highly_variable);
  const missed = Array.from(want).filter((chosen, j) => chosen === 1 && mask[j] !== 1).length;
  const chosen = Array.from(want).filter((one) => one === 1).length;
  const enough = tolerance.mask === "exact" ? missed === 0 : chosen - missed >= tolerance.mask_overlap_at_least;
  const others = Object.entries<string>(expect).filter(([name]) => name !== "highly_variable");
  return [
    ["highly_variable", [enough ? 0 : missed, mask.reduce((sum, one) => sum + one, 0)], [0, chosen]],
    ...others.map(([name, array]): Pair => {
      const [got, want] = [values(adata, "var", name), g.array(array)];
      if (name !== "highly_variable_rank") return [name, got, want];
      const key = g.array(expect.variances_norm);
      return [name, tiesInOrder(got, key), tiesInOrder(want, key)];
    }),
  ];
}

/** Ranks with those of variables that tie to the last bit put in order: which of them comes first is no one's choice. */
function tiesInOrder(ranks: Numbers, key: Numbers): Float64Array {
  const sorted = Float64Array.from(ranks, Number);
  for (const group of Map.groupBy(sorted.keys(), (j) => key[j]!).values()) {
    const inOrder = Float64Array.from(group, (j) => sorted[j]!).sort();
    group.forEach((j, place) => sorted[j] = inOrder[place]!);
  }
  return sorted;
}

function fitted({ options, expect }: AnalysisCase, g: Golden): Pair[] {
  const [x, y] = [g.array(expect.x), g.array(expect.y)].map((list) => Float64Array.from(list, Number));
  return [
    ["fitted", loess(x!, y!, { span: options.span }), g.array(expect.fitted)],
    ["direct_fit", loess(x!, y!, { span: options.span, surface: "direct" }), g.array(expect.direct_fit)],
  ];
}

function components(golden: AnalysisCase, g: Golden): Pair[] {
  const { options, expect } = golden;
  const k = options.n_comps;
  const adata = pca(g.input(golden), { nComps: k, zeroCenter: options.zero_center });
  const noted = adata.uns.pca as { variance: Dense; variance_ratio: Dense };
  const scores = (adata.obsm.X_pca as Dense).data as Float64Array;
  const pairs: Pair[] = [[
    "X_pca",
    alignSigns(scores, g.array(expect.X_pca) as Float64Array, k),
    g.array(expect.X_pca),
  ]];
  if (expect.singular_values) {
    const norms = Array.from({ length: k }, (_, c) => Math.hypot(...scores.filter((_, at) => at % k === c)));
    return [...pairs, ["singular values", norms, g.array(expect.singular_values)]];
  }
  const loadings = (adata.varm.PCs as Dense).data as Float64Array;
  return [
    ...pairs,
    ["PCs", alignSigns(loadings, g.array(expect.PCs) as Float64Array, k), g.array(expect.PCs)],
    ["variance", noted.variance.data, g.array(expect.variance)],
    ["variance_ratio", noted.variance_ratio.data, g.array(expect.variance_ratio)],
  ];
}

function indexed(golden: AnalysisCase, g: Golden): Pair[] {
  const { options, expect } = golden;
  const input = g.input(golden);
  const root = Math.sqrt(input.nObs - 1);
  if (golden.tool.startsWith("SpatialGlue")) {
    const adata = lsi(input, { flavor: "seurat", nComps: options.output });
    const stdev = (adata.uns.lsi as { stdev: Dense }).stdev.data as Float64Array;
    return [
      ["singular values", stdev.map((value) => value * root), Array.from(g.array(expect.singular_values)).slice(1)],
      ["X_lsi", (adata.obsm.X_lsi as Dense).data, g.array(expect.X_lsi)],
      ["tfidf", everyRow(tfidf(input, { flavor: "seurat" }).X!, 30), g.array(expect.tfidf_every_30th_row)],
    ];
  }
  const adata = lsi(input, { nComps: options.n_comps, scaleEmbeddings: options.scale_embeddings });
  const stdev = (adata.uns.lsi as { stdev: Dense }).stdev.data as Float64Array;
  const first = golden.tolerance.first_components;
  const head = (list: Numbers, width: number) => Array.from(list, Number).filter((_, at) => at % width < first);
  const want = head(g.array(expect.X_lsi_exact), g.columns(expect.X_lsi_exact));
  const got = head((adata.obsm.X_lsi as Dense).data, options.n_comps);
  return [
    ["singular values", stdev.map((value) => value * root), g.array(expect.singular_values)],
    ["X_lsi", alignSigns(got, want, first), want],
  ];
}

function measured(golden: AnalysisCase, g: Golden): Pair[] {
  const input = g.input(golden);
  const mt = Array.from({ length: input.nVars }, (_, j) => j % 17 === 3);
  const adata = qcMetrics(input.with({ var: { mt } }), { qcVars: ["mt"], percentTop: golden.options.percent_top });
  return Object.entries<string>(golden.expect).map(([name, array]) => {
    const [axis, column] = name.split(/\.(.*)/s) as ["obs" | "var", string];
    return [name, values(adata, axis, column), g.array(array)];
  });
}

function smartRna(golden: AnalysisCase, g: Golden): Pair[] {
  const { expect } = golden;
  const kept = filterGenes(g.input(golden), { minCells: 10 });
  const marked = highlyVariableGenes(kept, { flavor: "seurat_v3", nTopGenes: 150 });
  const adata = pca(scale(log1p(normalizeTotal(marked, { targetSum: 1e4 }))), { nComps: 20 });
  const names = new Set(kept.varNames);
  const mask = Array.from({ length: g.array(expect.kept).length }, (_, j) => names.has(`${j}`) ? 1 : 0);
  return [
    ["kept", mask, g.array(expect.kept)],
    ["highly_variable", values(marked, "var", "highly_variable"), g.array(expect.highly_variable)],
    ...scoresAndNorms(adata, expect, g, 20),
  ];
}

function smartAdt(golden: AnalysisCase, g: Golden): Pair[] {
  return scoresAndNorms(pca(scale(clr(g.input(golden))), { nComps: 10 }), golden.expect, g, 10);
}

function smartAtac(golden: AnalysisCase, g: Golden): Pair[] {
  const { expect } = golden;
  const adata = pca(log1p(normalizeTotal(tfidf(g.input(golden)), { targetSum: 1e4 })), { nComps: 30 });
  // The reference keeps the entries of a row in the order of muon's products, without saying which: rows are sorted.
  const { indptr } = adata.X as Csr;
  const byRow = (list: Numbers) =>
    Array.from(
      { length: indptr.length - 1 },
      (_, i) => Array.from(list).slice(indptr[i]!, indptr[i + 1]!).map(Number).sort((a, b) => a - b),
    ).flat();
  return [
    ["X", byRow(adata.X!.data), byRow(g.array(expect.X_csr_data))],
    ...scoresAndNorms(adata, expect, g, 30),
  ];
}

// deno-lint-ignore no-explicit-any -- expectations differ from verb to verb
function scoresAndNorms(adata: AnnData, expect: any, g: Golden, k: number): Pair[] {
  const scores = (adata.obsm.X_pca as Dense).data as Float64Array;
  const want = g.array(expect.X_pca) as Float64Array;
  const norms = Array.from({ length: k }, (_, c) => Math.hypot(...scores.filter((_, at) => at % k === c)));
  const pairs: Pair[] = [["X_pca", alignSigns(scores, want, k), want]];
  return expect.singular_values
    ? [...pairs, ["singular values", norms, Array.from(g.array(expect.singular_values)).slice(0, k)]]
    : pairs;
}

const RUNS: Record<string, (golden: AnalysisCase, g: Golden) => Pair[]> = {
  filter_genes: filtered,
  filter_cells: filtered,
  normalize_total: normalized,
  log1p(golden, g) {
    const { base } = golden.options;
    const input = g.input({ ...golden, options: { after: "normalize_total(1e4)" } });
    return [["X", log1p(input, base ? { base } : {}).X!.data, g.array(golden.expect.X_csr_data)]];
  },
  scale: scaled,
  highly_variable_genes: variable,
  loess: fitted,
  clr(golden, g) {
    const adata = clr(g.input(golden), { axis: golden.options.axis === 0 ? "feature" : "cell" });
    return [["X", everyRow(adata.X!, 8), g.array(golden.expect.X_every_8th_row)]];
  },
  tfidf(golden, g) {
    const { log_tf, log_idf, log_tfidf, scale_factor } = golden.options;
    const adata = tfidf(g.input(golden), {
      ...(log_tf !== undefined && { logTf: log_tf }),
      ...(log_idf !== undefined && { logIdf: log_idf }),
      ...(log_tfidf !== undefined && { logTfidf: log_tfidf }),
      ...(scale_factor !== undefined && { scaleFactor: scale_factor }),
    });
    const { csr, shape } = golden.expect.X;
    return [["X", toDense(adata.X!).data, toDense(csrOf(g.file.arrays, csr, shape)).data]];
  },
  lsi: indexed,
  pca: components,
  qc_metrics: measured,
  "smart rna preset": smartRna,
  "smart adt preset": smartAdt,
  "smart atac preset": smartAtac,
};

/** Preprocessing against scanpy, muon, scikit-misc and SpatialGlue. */
export const topic: Topic = {
  name: "preprocess",
  ids: (folder) => analysisIds(folder, "preprocess"),
  async *run(folder, skip): AsyncIterable<CaseResult> {
    const file = await readAnalysis(folder, "preprocess");
    if (!file) return;
    const g = new Golden(file);
    for (const golden of file.cases) {
      const run = RUNS[golden.verb];
      if (!run || skip.has(golden.id)) continue;
      const { rtol = 0, atol = 0 } = golden.tolerance;
      const compared = run(golden, g).map(([name, got, want]) => ({ name, ...allclose(got, want, { rtol, atol }) }));
      const failed = compared.filter(({ pass }) => !pass);
      yield {
        id: golden.id,
        maxDifference: Math.max(...compared.map(({ maxDifference }) => maxDifference)),
        tolerance: golden.tolerance.exact ? "exact" : `rtol ${rtol} atol ${atol}`,
        pass: failed.length === 0,
        ...(failed.length > 0 && {
          note: failed.map(({ name, worst }) => `${name} at ${worst.toExponential(1)} of its tolerance`).join("; "),
        }),
      };
    }
  },
};
