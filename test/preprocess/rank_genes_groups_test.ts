import assert from "node:assert/strict";
import { isWeftError } from "../../src/core/is_weft_error.ts";
import { Rng } from "../../src/core/rng.ts";
import { AnnData } from "../../src/data/anndata.ts";
import { Csr } from "../../src/data/csr.ts";
import { Dense } from "../../src/data/dense.ts";
import { Frame } from "../../src/data/frame.ts";
import { Raw } from "../../src/data/raw.ts";
import type { UnsDict } from "../../src/data/uns.ts";
import { RecordArray } from "../../src/data/uns/record_array.ts";
import { rankGenesGroups, type RankGenesGroupsOptions } from "../../src/preprocess/rank_genes_groups.ts";
import { rankGenesGroupsFrame } from "../../src/preprocess/rank_genes_groups_frame.ts";

const METHODS = ["t-test", "t-test_overestim_var", "wilcoxon"] as const;
const N = 90;
const GENES = Array.from({ length: 30 }, (_, j) => `gene${j}`);
const types = Array.from({ length: N }, (_, i) => ["T", "B", "NK"][i % 3]!);

/** Genes 0 … 4 are high in T, 5 … 9 in B; the rest is noise with zeros. */
function tissue(seed = 1, more: Partial<ConstructorParameters<typeof AnnData>[0]> = {}): AnnData {
  const rng = new Rng(seed);
  const rows = types.map((type) =>
    GENES.map((_, j) => {
      const marked = (type === "T" && j < 5) || (type === "B" && j >= 5 && j < 10);
      return !marked && rng.uniform() < 0.5 ? 0 : Math.abs(rng.normal()) + (marked ? 2 : 0.1);
    })
  );
  return new AnnData({
    X: Dense.fromRows(rows),
    obs: new Frame(types.map((_, i) => `c${i}`), { type: types }),
    var: new Frame(GENES),
    ...more,
  });
}

const names = (adata: AnnData, group: string) => rankGenesGroupsFrame(adata, { group }).column("names").toArray();
const numbers = (frame: Frame, name: string) => frame.column(name).toArray() as number[];

Deno.test("rankGenesGroups() finds the planted markers by every method", () => {
  for (const method of METHODS) {
    const ranked = rankGenesGroups(tissue(), "type", { method });
    assert.deepEqual(names(ranked, "T").slice(0, 5).sort(), GENES.slice(0, 5));
    assert.deepEqual(names(ranked, "B").slice(0, 5).sort(), GENES.slice(5, 10));
    const table = rankGenesGroupsFrame(ranked, { group: "T" });
    assert(numbers(table, "pvals_adj").slice(0, 5).every((p) => p < 1e-4));
    assert(numbers(table, "logfoldchanges").slice(0, 5).every((fold) => fold > 1));
  }
});

Deno.test("rankGenesGroups() gives the same for dense and sparse matrices", () => {
  const dense = tissue();
  const sparse = dense.with({ X: Csr.fromDense(dense.X as Dense) });
  for (const method of METHODS) {
    for (const reference of ["rest", "NK"]) {
      const [a, b] = [dense, sparse].map((adata) =>
        rankGenesGroupsFrame(rankGenesGroups(adata, "type", { method, reference }))
      );
      assert.deepEqual(a!.toRecords(), b!.toRecords());
    }
  }
});

Deno.test("rankGenesGroups() writes what scanpy writes: params and record arrays with a field per group", () => {
  const entry = rankGenesGroups(tissue(), "type").uns.rank_genes_groups as UnsDict;
  assert.deepEqual(Object.keys(entry), ["params", "names", "scores", "pvals", "pvals_adj", "logfoldchanges"]);
  assert.deepEqual(entry.params, {
    groupby: "type",
    reference: "rest",
    method: "t-test",
    use_raw: false,
    layer: null,
    corr_method: "benjamini-hochberg",
  });
  const scores = entry.scores as RecordArray;
  assert.deepEqual(scores.names, ["B", "NK", "T"]);
  const dtype = (field: string) => {
    const column = (entry[field] as RecordArray).field("T");
    return column.kind === "numeric" ? column.dtype : column.kind;
  };
  assert.deepEqual(["names", "scores", "logfoldchanges", "pvals", "pvals_adj"].map(dtype), [
    "string",
    "float32",
    "float32",
    "float64",
    "float64",
  ]);
});

Deno.test("rankGenesGroups() by Wilcoxon is antisymmetric between two groups", () => {
  const two = tissue().subset({ obs: types.map((type) => type !== "NK") });
  for (
    const options of [{ method: "wilcoxon" }, { method: "wilcoxon", tieCorrect: true }, { method: "t-test" }] as const
  ) {
    const ranked = rankGenesGroups(two, "type", options);
    const [t, b] = ["T", "B"].map((group) =>
      new Map(rankGenesGroupsFrame(ranked, { group }).toRecords().map((row) => [row.names, row]))
    );
    for (const gene of GENES) {
      assert(Math.abs((t!.get(gene)!.scores as number) + (b!.get(gene)!.scores as number)) < 1e-6);
      assert(Math.abs((t!.get(gene)!.pvals as number) - (b!.get(gene)!.pvals as number)) < 1e-12);
    }
  }
});

Deno.test("rankGenesGroups() against a group equals against the rest when there are but these two", () => {
  const two = tissue().subset({ obs: types.map((type) => type !== "NK") });
  for (const method of METHODS) {
    const [rest, named] = ["rest", "B"].map((reference) =>
      rankGenesGroupsFrame(rankGenesGroups(two, "type", { method, groups: ["T"], reference }), { group: "T" })
    );
    assert.deepEqual(rest!.column("names").toArray(), named!.column("names").toArray());
    numbers(rest!, "scores").forEach((score, i) => assert(Math.abs(score - numbers(named!, "scores")[i]!) < 1e-5));
  }
});

Deno.test("rankGenesGroups() with a tie correction makes scores larger, never smaller", () => {
  const [plain, corrected] = [false, true].map((tieCorrect) => {
    const ranked = rankGenesGroups(tissue(), "type", { method: "wilcoxon", tieCorrect });
    return new Map(
      rankGenesGroupsFrame(ranked, { group: "T" }).toRecords().map((row) => [row.names, row.scores as number]),
    );
  });
  for (const gene of GENES) assert(Math.abs(corrected!.get(gene)!) >= Math.abs(plain!.get(gene)!) - 1e-6);
});

Deno.test("rankGenesGroups() gives a constant gene score 0 and p-value 1", () => {
  const adata = tissue();
  const rows = (adata.X as Dense).toRows().map((row) => [0.5, 0, ...row.slice(2)]);
  for (const method of METHODS) {
    const ranked = rankGenesGroups(adata.with({ X: Dense.fromRows(rows) }), "type", { method, tieCorrect: true });
    const byGene = new Map(rankGenesGroupsFrame(ranked, { group: "T" }).toRecords().map((row) => [row.names, row]));
    for (const gene of ["gene0", "gene1"]) {
      assert.equal(byGene.get(gene)!.scores, 0);
      assert.equal(byGene.get(gene)!.pvals, 1);
      assert.equal(byGene.get(gene)!.logfoldchanges, 0);
    }
  }
});

Deno.test("rankGenesGroups() holds p-values down for noise", () => {
  const rng = new Rng(9);
  const X = new Dense(Float64Array.from({ length: 120 * 400 }, () => rng.normal()), { shape: [120, 400] });
  const obs = new Frame(Array.from({ length: 120 }, (_, i) => `${i}`), {
    half: Array.from({ length: 120 }, (_, i) => i % 2 ? "a" : "b"),
  });
  for (const method of ["t-test", "wilcoxon"] as const) {
    const table = rankGenesGroupsFrame(rankGenesGroups(new AnnData({ X, obs }), "half", { method }), { group: "a" });
    const small = numbers(table, "pvals").filter((p) => p < 0.05).length;
    assert(small > 5 && small < 40, `${small} of 400`);
    assert(Math.min(...numbers(table, "pvals_adj")) > 0.05);
  }
});

Deno.test("rankGenesGroups() corrects by Bonferroni, keeps nGenes, ranks by size of the score", () => {
  const options: RankGenesGroupsOptions = { corrMethod: "bonferroni", nGenes: 7, rankbyAbs: true };
  const table = rankGenesGroupsFrame(rankGenesGroups(tissue(), "type", options), { group: "NK" });
  assert.equal(table.nRows, 7);
  numbers(table, "pvals").forEach((p, i) => assert.equal(numbers(table, "pvals_adj")[i], Math.min(1, 30 * p)));
  const sizes = numbers(table, "scores").map(Math.abs);
  assert.deepEqual(sizes, [...sizes].sort((a, b) => b - a));
  assert(numbers(table, "scores").some((score) => score < 0));
});

Deno.test("rankGenesGroups() keeps shares of non-zero values when asked", () => {
  const adata = tissue();
  const ranked = rankGenesGroups(adata, "type", { pts: true, groups: ["T", "B"] });
  const table = rankGenesGroupsFrame(ranked, { group: "T" });
  const row = table.toRecords().find((record) => record.names === "gene7")!;
  const share = (wanted: boolean) => {
    const members = types.flatMap((type, i) =>
      (type === "T") === wanted ? [adata.X!.kind === "dense" ? adata.X!.get(i, 7) : 0] : []
    );
    return members.filter((value) => value !== 0).length / members.length;
  };
  assert(Math.abs((row.pct_nz_group as number) - share(true)) < 1e-12);
  assert(Math.abs((row.pct_nz_reference as number) - share(false)) < 1e-12);
  const against = rankGenesGroups(adata, "type", { pts: true, groups: ["T"], reference: "B" });
  assert.equal(
    rankGenesGroupsFrame(against, { group: "T" }).toRecords().find(({ names }) => names === "gene7")!.pct_nz_reference,
    1,
  );
});

Deno.test("rankGenesGroups() respects the base of the logarithm in fold changes", () => {
  const natural = tissue();
  const base2 = natural.with({
    X: new Dense(Float32Array.from(natural.X!.data as Float32Array, (value) => value / Math.LN2), { shape: [N, 30] }),
    uns: { log1p: { base: 2 } },
  });
  const folds = (adata: AnnData) =>
    numbers(rankGenesGroupsFrame(rankGenesGroups(adata, "type"), { group: "T" }), "logfoldchanges");
  folds(natural).slice(0, 5).forEach((fold, i) => assert(Math.abs(fold - folds(base2)[i]!) < 1e-3));
});

Deno.test("rankGenesGroups() reads raw when there is one, a layer or X when told", () => {
  const plain = tissue();
  const other = tissue(2).X!;
  const adata = plain.with({ raw: new Raw({ X: other, var: plain.var }), layers: { other: tissue(3).X! } });
  const rows = (options: RankGenesGroupsOptions) =>
    rankGenesGroupsFrame(rankGenesGroups(adata, "type", options)).toRecords();
  const expected = (X: AnnData["X"]) => rankGenesGroupsFrame(rankGenesGroups(plain.with({ X }), "type")).toRecords();
  assert.deepEqual(rows({}), expected(other));
  assert.deepEqual(rows({ useRaw: false }), expected(plain.X));
  assert.deepEqual(rows({ layer: "other" }), expected(adata.layers.other!));
  assert.throws(
    () => rankGenesGroups(adata, "type", { layer: "other", useRaw: true }),
    (e) => isWeftError(e, "InvalidArgument"),
  );
  assert.throws(() => rankGenesGroups(plain, "type", { useRaw: true }), (e) => isWeftError(e, "NotFound"));
});

Deno.test("rankGenesGroups() counts observations without a group to every rest", () => {
  const partly = tissue().with({ obs: { type: types.map((type) => type === "NK" ? null : type) } });
  const whole = rankGenesGroupsFrame(rankGenesGroups(tissue(), "type", { groups: ["T"], method: "wilcoxon" }), {
    group: "T",
  });
  const got = rankGenesGroupsFrame(rankGenesGroups(partly, "type", { groups: ["T"], method: "wilcoxon" }), {
    group: "T",
  });
  assert.deepEqual(got.toRecords(), whole.toRecords());
});

Deno.test("rankGenesGroups() does not mutate and shares what it does not touch", () => {
  const adata = tissue();
  const data = adata.X!.data.slice();
  const ranked = rankGenesGroups(adata, "type", { keyAdded: "markers" });
  assert.deepEqual(adata.X!.data, data);
  assert.equal(ranked.X, adata.X);
  assert.deepEqual(Object.keys(ranked.uns), ["markers"]);
  assert.deepEqual(Object.keys(adata.uns), []);
});

Deno.test("rankGenesGroups() refuses counts unless told otherwise", () => {
  const counts = tissue().with({ X: Dense.fromRows(types.map((_, i) => GENES.map((_, j) => (i * j) % 5))) });
  assert.throws(
    () => rankGenesGroups(counts, "type"),
    (error) => isWeftError(error, "BadValues") && /log1p\(\) first/.test(error.message),
  );
  assert.doesNotThrow(() => rankGenesGroups(counts, "type", { allowCounts: true }));
});

Deno.test("rankGenesGroups() refuses NaN, unknown names and groups of one", () => {
  const adata = tissue();
  const throws = (run: () => unknown, tag: Parameters<typeof isWeftError>[1], message: RegExp) =>
    assert.throws(run, (error) => isWeftError(error, tag) && message.test(error.message));
  const holed = adata.with({
    X: new Dense(Float32Array.from(adata.X!.data as Float32Array).fill(NaN, 3, 4), { shape: [N, 30] }),
  });
  throws(() => rankGenesGroups(holed, "type"), "BadValues", /finite values but found NaN in X/);
  throws(() => rankGenesGroups(adata, "cluster"), "NotFound", /'cluster'/);
  throws(
    () => rankGenesGroups(adata, "type", { groups: ["DC"] }),
    "NotFound",
    /'DC' but found the groups 'B', 'NK', 'T'/,
  );
  throws(() => rankGenesGroups(adata, "type", { reference: "DC" }), "NotFound", /'DC'/);
  throws(() => rankGenesGroups(adata, "type", { layer: "scaled" }), "NotFound", /'scaled'/);
  const single = adata.with({ obs: { type: types.map((type, i) => i === 0 ? "DC" : type) } });
  throws(() => rankGenesGroups(single, "type"), "TooSmall", /two observations in every group but found one in 'DC'/);
  const one = adata.with({ obs: { type: types.map(() => "all") } });
  throws(() => rankGenesGroups(one, "type"), "TooSmall", /two groups/);
  throws(() => rankGenesGroups(adata, "type", { method: "logreg" as "t-test" }), "InvalidArgument", /'logreg'/);
});

Deno.test("rankGenesGroups() reports progress and stops when told", () => {
  const stages: string[] = [];
  rankGenesGroups(tissue(), "type", { method: "wilcoxon", onProgress: ({ stage }) => stages.push(stage) });
  assert.deepEqual(stages, ["ranking genes"]);
  const signal = AbortSignal.abort();
  assert.throws(
    () => rankGenesGroups(tissue(), "type", { method: "wilcoxon", signal }),
    (error) => isWeftError(error, "Aborted"),
  );
});

Deno.test("rankGenesGroupsFrame() joins several groups with a column group and cuts off", () => {
  const ranked = rankGenesGroups(tissue(), "type");
  const all = rankGenesGroupsFrame(ranked);
  assert.equal(all.nRows, 90);
  assert.deepEqual(all.columnNames, ["group", "names", "scores", "logfoldchanges", "pvals", "pvals_adj"]);
  const strong = rankGenesGroupsFrame(ranked, { group: ["T", "B"], pvalCutoff: 1e-4, log2fcMin: 1 });
  assert.equal(strong.nRows, 10);
  const none = rankGenesGroupsFrame(ranked, { group: "T", log2fcMin: 100 });
  assert.deepEqual([none.nRows, none.columnNames.length], [0, 5]);
  assert(
    numbers(rankGenesGroupsFrame(ranked, { group: "T", log2fcMax: 0 }), "logfoldchanges").every((fold) => fold < 0),
  );
});

Deno.test("rankGenesGroupsFrame() says what is there when key or group are not", () => {
  const ranked = rankGenesGroups(tissue(), "type");
  assert.throws(
    () => rankGenesGroupsFrame(tissue()),
    (error) => isWeftError(error, "NotFound") && /an empty uns/.test(error.message),
  );
  assert.throws(
    () => rankGenesGroupsFrame(ranked, { key: "other" }),
    (error) => isWeftError(error, "NotFound") && /'rank_genes_groups'/.test(error.message),
  );
  assert.throws(() => rankGenesGroupsFrame(ranked, { group: "DC" }), (error) => isWeftError(error, "NotFound"));
});
