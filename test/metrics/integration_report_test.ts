import assert from "node:assert/strict";
import { WeftError } from "../../src/core/error.ts";
import { AnnData } from "../../src/data/anndata.ts";
import { Frame } from "../../src/data/frame.ts";
import { exactNeighbors } from "../../src/graph/exact_neighbors.ts";
import { definedScore } from "../../src/metrics/defined_score.ts";
import { firstNeighbors } from "../../src/metrics/integration_inputs.ts";
import {
  clisi,
  graphConnectivity,
  ilisi,
  type IntegrationGroup,
  integrationReport,
  type IntegrationScore,
  IntegrationScores,
  isolatedLabels,
  kbetPerLabel,
  kmeansNmiAri,
  pcrComparison,
  silhouetteBatch,
  silhouetteLabel,
} from "../../src/metrics/mod.ts";
import { plantedCells } from "./integration_data.ts";
import { assertClose } from "./partitions.ts";

function tissue(seed: number, n = 240): AnnData {
  const { x, labels, batch } = plantedCells(seed, { n, shift: 2 });
  const names = labels.map((_, i) => `cell ${i}`);
  const obs = new Frame(names, {
    type: [...labels],
    modality: [...batch],
    batch: labels.map((_, i) => `donor ${Math.floor(i / 6) % 2}`),
    same: labels.map(() => "one"),
  });
  const pca = plantedCells(seed, { n, shift: 6 }).x;
  return new AnnData({ obs, obsm: { X_joint: x, X_pca: pca } });
}

const header = { useRep: "X_joint", labelsKey: "type", nObs: 4, nLeftOut: 0 };

function scores(values: Partial<Record<IntegrationGroup, (number | null)[]>>): IntegrationScores {
  const rows = Object.entries(values).flatMap(([group, list]) =>
    list.map((value, k): IntegrationScore => ({
      group: group as IntegrationGroup,
      metric: `m${k}`,
      value,
      meaning: "What it says.",
    }))
  );
  return new IntegrationScores(header, rows);
}

Deno.test("integrationReport() holds the scores of the functions it names", () => {
  const cells = tissue(1);
  const report = integrationReport(cells, {
    useRep: "X_joint",
    labelsKey: "type",
    modalityKey: "modality",
    batchKey: "batch",
  });
  const { x, labels, batch: modality } = plantedCells(1, { shift: 2 });
  const near = exactNeighbors(x, { nNeighbors: 89 });
  const donors = cells.obs.column("batch");
  const pca = plantedCells(1, { shift: 6 }).x;
  const want: Record<string, number> = {
    "bio.isolatedLabels": isolatedLabels(x, labels, modality),
    "bio.kmeansNmi": kmeansNmiAri(x, labels).nmi,
    "bio.kmeansAri": kmeansNmiAri(x, labels).ari,
    "bio.silhouetteLabel": silhouetteLabel(x, labels),
    "bio.clisi": clisi(near, labels),
    "batch.silhouetteBatch": silhouetteBatch(x, labels, donors),
    "batch.ilisi": ilisi(near, donors),
    "batch.kbetPerLabel": kbetPerLabel(firstNeighbors(near, 49), donors, labels).value,
    "batch.pcrComparison": pcrComparison(pca, x, donors),
    "modality.silhouetteBatch": silhouetteBatch(x, labels, modality),
    "modality.ilisi": ilisi(near, modality),
    "modality.kbetPerLabel": kbetPerLabel(firstNeighbors(near, 49), modality, labels).value,
    "modality.graphConnectivity": graphConnectivity(firstNeighbors(near, 14), labels),
    "modality.pcrComparison": pcrComparison(pca, x, modality),
  };
  const values = report.values();
  assert.deepEqual(Object.keys(values).slice(0, -4), Object.keys(want));
  for (const [name, value] of Object.entries(want)) assertClose(values[name]!, value, 1e-9);
  assertClose(report.total!, 0.4 * report.group("bio")! + 0.3 * values.batch! + 0.3 * values.modality!);
});

Deno.test("integrationReport() leaves out groups that are not asked for", () => {
  const report = integrationReport(tissue(2), { useRep: "X_joint", labelsKey: "type" });
  assert.deepEqual(report.groups, ["bio"]);
  assert.equal(report.total, report.group("bio"));
});

Deno.test("integrationReport() gives null for what one batch cannot tell, and skips it in the mean", () => {
  const report = integrationReport(tissue(3), { useRep: "X_joint", labelsKey: "type", batchKey: "same" });
  assert.deepEqual(report.rows.filter(({ group }) => group === "batch").map(({ value }) => value), [
    null,
    null,
    null,
    null,
  ]);
  assert.equal(report.group("batch"), null);
  assert.equal(report.total, report.group("bio"));
});

Deno.test("integrationReport() leaves out cells that miss a label and says how many", () => {
  const cells = tissue(4);
  const type = cells.obs.column("type").toArray().map((label, i) => i < 12 ? null : label);
  const report = integrationReport(cells.with({ obs: { type } }), { useRep: "X_joint", labelsKey: "type" });
  assert.deepEqual([report.header.nObs, report.header.nLeftOut], [228, 12]);
  const rest = cells.subset({ obs: cells.obsNames.slice(12) });
  assert.deepEqual(report.values(), integrationReport(rest, { useRep: "X_joint", labelsKey: "type" }).values());
  assert.match(report.toText(), /228 observations \(12 left out that miss one\)/);
});

Deno.test("integrationReport() scores few cells as far as they reach", () => {
  const report = integrationReport(tissue(5, 24), { useRep: "X_joint", labelsKey: "type", modalityKey: "modality" });
  assert.equal(report.value("modality", "kbetPerLabel"), null);
  assert(report.value("modality", "ilisi") !== null);
});

Deno.test("integrationReport() takes silhouettes of a seeded sample when cells are many", () => {
  const options = { useRep: "X_joint", labelsKey: "type", sampleSize: 60 };
  const [a, b] = [1, 1].map((seed) => integrationReport(tissue(6), { ...options, seed }));
  const other = integrationReport(tissue(6), { ...options, seed: 2 });
  const whole = integrationReport(tissue(6), { ...options, sampleSize: 240 });
  const asw = (report: IntegrationScores) => report.value("bio", "silhouetteLabel")!;
  assert.equal(asw(a!), asw(b!));
  assert.notEqual(asw(a!), asw(other));
  assert(Math.abs(asw(a!) - asw(whole)) < 0.05);
  assert.equal(a!.value("bio", "clisi"), whole.value("bio", "clisi"));
});

Deno.test("integrationReport() leaves the comparison of components undefined without features before", () => {
  const { obs, obsm } = tissue(7);
  const cells = new AnnData({ obs, obsm: { X_joint: obsm.X_joint! } });
  const report = integrationReport(cells, { useRep: "X_joint", labelsKey: "type", modalityKey: "modality" });
  assert.equal(report.value("modality", "pcrComparison"), null);
  assert.throws(() => integrationReport(cells, { useRep: "X_joint", labelsKey: "type", pre: "X_pca" }), {
    name: "WeftError[NotFound]",
    message: /obsm\['X_pca'\]/,
  });
});

Deno.test("integrationReport() names what is not there, and stops by its signal", () => {
  const cells = tissue(8);
  const options = { useRep: "X_joint", labelsKey: "type" };
  assert.throws(() => integrationReport(cells, { ...options, useRep: "X_none" }), { name: "WeftError[NotFound]" });
  assert.throws(() => integrationReport(cells, { ...options, batchKey: "plate" }), {
    name: "WeftError[NotFound]",
    message: /a column 'plate'/,
  });
  assert.throws(() => integrationReport(cells, { ...options, sampleSize: 2 }), { name: "WeftError[InvalidArgument]" });
  assert.throws(() => integrationReport(cells, { ...options, signal: AbortSignal.abort() }), {
    name: "WeftError[Aborted]",
  });
  const empty = cells.with({ obs: { type: cells.obsNames.map(() => null) } });
  assert.throws(() => integrationReport(empty, options), {
    name: "WeftError[TooSmall]",
    message: /three cells or more with 'type' but found 0 of 240/,
  });
});

Deno.test("integrationReport() tells how far it is", () => {
  const stages: string[] = [];
  integrationReport(tissue(9, 60), {
    useRep: "X_joint",
    labelsKey: "type",
    onProgress: ({ stage }) => stages.push(stage),
  });
  assert.deepEqual(
    stages,
    ["isolatedLabels", "kmeansNmi", "kmeansAri", "silhouetteLabel", "clisi"].map((metric) => {
      return `scoring bio ${metric}`;
    }),
  );
});

Deno.test("IntegrationScores weigh the groups that have a score", () => {
  assertClose(scores({ bio: [1], batch: [0.5], modality: [0] }).total!, 0.55);
  assertClose(scores({ bio: [1], modality: [0] }).total!, 0.6);
  assertClose(scores({ bio: [1], batch: [0] }).total!, 0.6);
  assertClose(scores({ bio: [1], batch: [null], modality: [0.5] }).total!, 0.8);
  assertClose(scores({ batch: [0.25], modality: [0.75] }).total!, 0.5);
  assert.equal(scores({ modality: [0.75] }).total, 0.75);
  assert.equal(scores({ batch: [0.25] }).total, 0.25);
  assert.equal(scores({ bio: [null] }).total, null);
});

Deno.test("IntegrationScores average what is defined in a group", () => {
  const report = scores({ bio: [0.2, null, 0.6] });
  assertClose(report.group("bio")!, 0.4);
  assert.equal(report.value("bio", "m1"), null);
  assert.equal(report.value("batch", "m0"), null);
});

Deno.test("IntegrationScores show a bar a score in text and give a table", () => {
  const report = scores({ bio: [0.5, null], modality: [-0.1] });
  const lines = report.toText().split("\n");
  assert.match(lines[0]!, /^obsm\["X_joint"\]: 4 observations, labels obs\["type"\]$/);
  assert.match(lines[1]!, /^BIO\s+0\.500 {2}█{10}$/);
  assert.match(lines[3]!, /^ {2}m1\s+–$/);
  assert.match(lines[5]!, /^ {2}m0\s+-0\.100$/);
  assert.match(lines.at(-1)!, /^TOTAL\s+0\.260/);
  assert.equal(String(report), report.toText());
  const frame = report.toFrame();
  assert.deepEqual(frame.index, ["bio.m0", "bio.m1", "modality.m0"]);
  assert.deepEqual(frame.column("value").toArray(), [0.5, NaN, -0.1]);
});

Deno.test("definedScore() keeps a value and its notes, and takes what is undefined or too small for null", () => {
  assert.deepEqual(definedScore(() => 0.5), { value: 0.5 });
  assert.deepEqual(definedScore(() => ({ value: 0.5, notes: [] })), { value: 0.5 });
  assert.deepEqual(definedScore(() => ({ value: NaN, notes: ["a", "b"] })), { value: null, note: "a b" });
  const fails = (tag: "TooSmall" | "BadValues") => () => {
    throw new WeftError(tag, { expected: "more", found: "less" });
  };
  assert.deepEqual(definedScore(fails("TooSmall")), { value: null });
  assert.throws(() => definedScore(fails("BadValues")), { tag: "BadValues" });
});

Deno.test("IntegrationScores tell below the table what a score leaves out", () => {
  const row = {
    group: "modality",
    metric: "kbetPerLabel",
    value: 0.5,
    meaning: "Mixed.",
    note: "'L5' has no kBET.",
  } as const;
  const report = new IntegrationScores(header, [row, { ...row, metric: "ilisi", note: undefined }]);
  assert.match(report.toText(), /TOTAL .*\nmodality\.kbetPerLabel: 'L5' has no kBET\.$/);
});
