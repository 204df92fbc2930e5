import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { WeftError } from "../../src/core/error.ts";
import { isWeftError } from "../../src/core/is_weft_error.ts";
import { categorical } from "../../src/data/columns/categorical.ts";
import { Dense } from "../../src/data/dense.ts";
import { advised } from "../../src/cli/integrate/advised.ts";
import { checkCounts } from "../../src/cli/integrate/check_counts.ts";
import { checkPlaces } from "../../src/cli/integrate/check_places.ts";
import { contentHash } from "../../src/cli/integrate/content_hash.ts";
import { Stopwatch } from "../../src/cli/integrate/stopwatch.ts";
import { summaryTable } from "../../src/cli/integrate/summary_table.ts";
import { inFolder } from "./captured.ts";
import { smallModality } from "./small_tissue.ts";

const fails = (tag: WeftError["tag"], fields: Partial<WeftError["fields"]>) => (): never => {
  throw new WeftError(tag, { expected: "a", found: "b", ...fields });
};
const says = (message: string) => (error: unknown) => error instanceof WeftError && error.message === message;

Deno.test("advised() gives back what the work gives", () => {
  assert.equal(advised({ modality: "rna", next: { NotFound: "Look." } }, () => 7), 7);
});

Deno.test("advised() names the modality, and what to do in the words of the command line", () => {
  const advice = { modality: "rna", next: { NotFound: "Give --x." } };
  assert.throws(
    () => advised(advice, fails("NotFound", { where: "obs" })),
    says("Expected a but found b in obs of modality 'rna'. Give --x."),
  );
  assert.throws(
    () => advised(advice, fails("NotFound", {})),
    says("Expected a but found b in modality 'rna'. Give --x."),
  );
  assert.throws(
    () => advised(advice, fails("BadValues", { next: "Own words." })),
    says("Expected a but found b in modality 'rna'. Own words."),
  );
  assert.throws(() => advised({}, fails("BadValues", { where: "X" })), says("Expected a but found b in X."));
});

Deno.test("advised() keeps the tag, further facts and the error beneath, and leaves other errors alone", () => {
  assert.throws(
    () => advised({}, fails("TooSmall", { counts: [1, 2] })),
    (error) =>
      isWeftError(error, "TooSmall") && isWeftError(error.cause, "TooSmall") &&
      (error.fields.counts as number[]).length === 2,
  );
  const other = new RangeError("other");
  assert.throws(() =>
    advised({}, () => {
      throw other;
    }), (error) => error === other);
});

const recipe = [{ verb: "filterGenes", options: { minCells: 10 } }, { verb: "pca" }];

Deno.test("checkCounts() is content with counts, and counts the spots that have none", () => {
  assert.deepEqual(checkCounts("rna", smallModality(), recipe), []);
  const empty = smallModality({ value: (n, spot) => spot < 5 ? 0 : n });
  assert.deepEqual(checkCounts("rna", empty, recipe), ["5 of 36 spots have no counts at all in modality 'rna'."]);
});

Deno.test("checkCounts() looks at the layer of counts where there is one", () => {
  const logged = smallModality({ value: Math.log1p });
  const next = /X of modality 'rna'\. Give a file that holds the counts, in X or in layers\["counts"\]\.$/;
  assert.throws(() => checkCounts("rna", logged, recipe), next);
  assert.deepEqual(checkCounts("rna", logged.with({ layers: { counts: smallModality().X! } }), recipe), []);
});

Deno.test("checkCounts() wants two features that vary, in as many spots as the recipe asks for", () => {
  const two = smallModality({ value: (n, _, feature) => feature < 2 ? n : 4 });
  assert.deepEqual(checkCounts("adt", two, []), []);
  const one = smallModality({ value: (n, _, feature) => feature < 1 ? n : 4 });
  assert.throws(() => checkCounts("adt", one, []), /at least 2 features that differ between spots but found 1 of 12/);
  const rare = smallModality({ value: (_, spot, feature) => spot < 9 ? feature + 1 : 0 });
  assert.throws(() => checkCounts("rna", rare, recipe), /each in at least 10 spots, .*found 0 of 12/);
  assert.equal(checkCounts("rna", rare, []).length, 1);
});

Deno.test("checkPlaces() counts the spots that share their place, section by section", () => {
  const stacked = Dense.fromRows([[0, 0], [1, 0], [0, 0], [1, 0], [2, 5]]);
  assert.deepEqual(checkPlaces(stacked), ["4 of 5 spots share their place with another."]);
  assert.deepEqual(checkPlaces(stacked, categorical(["a", "a", "b", "b", "b"])), []);
  assert.throws(() => checkPlaces(Dense.fromRows([[3, 3], [3, 3]])), /different places but found all 2 in one/);
});

Deno.test("contentHash() is the SHA-256 of a file, and tells folders apart by names and contents", () =>
  inFolder(async (folder) => {
    const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
    const [a, b] = [join(folder, "a"), join(folder, "b")];
    for (const path of [a, b]) {
      mkdirSync(join(path, "deep"), { recursive: true });
      writeFileSync(join(path, "deep", "x"), "one");
      writeFileSync(join(path, "y"), "two");
    }
    assert.equal(await contentHash(join(a, "y")), sha256("two"));
    assert.equal(await contentHash(a), await contentHash(b));
    writeFileSync(join(b, "deep", "x"), "other");
    assert.notEqual(await contentHash(a), await contentHash(b));
    writeFileSync(join(b, "deep", "x"), "one");
    writeFileSync(join(b, "z"), "");
    assert.notEqual(await contentHash(a), await contentHash(b));
  }));

Deno.test("Stopwatch counts every moment once", async () => {
  const watch = new Stopwatch();
  await new Promise((done) => setTimeout(done, 20));
  watch.lap("read");
  await new Promise((done) => setTimeout(done, 10));
  watch.lap("train");
  watch.lap("read");
  const { read, train, total } = watch.seconds();
  assert(read! >= 0.019 && train! >= 0.009);
  assert(Math.abs(read! + train! - total!) < 0.004, `${read} + ${train} is not ${total}`);
});

Deno.test("summaryTable() aligns the figures, leaves out scores that are undefined, and says who stopped it", () => {
  const table = summaryTable({
    method: "smart",
    preset: "default",
    seed: 0,
    engine: "wasm",
    engineWhy: "WebAssembly, asked for by name",
    threads: 2,
    nObs: 36,
    modalities: { rna: { kind: "rna", nVars: 12 }, adt: { kind: "protein", nVars: 3 } },
    cluster: { method: "gmm", nClusters: 2 },
    nEpochs: 4,
    stopped: true,
    seconds: { read: 0.25, total: 1 },
    scores: { ari: 0.98765, silhouette: null },
    peakBytes: 5 * 2 ** 20,
    versions: {},
    inputs: {},
    notes: [],
  });
  assert.deepEqual(table.split("\n"), [
    "method    smart, preset default",
    "engine    wasm, 2 threads: WebAssembly, asked for by name",
    "tissue    36 spots; rna (rna, 12), adt (protein, 3)",
    "training  4 epochs, stopped by hand",
    "domains   2 by gmm",
    "seconds   read 0.3, total 1.0",
    "memory    5 MiB at most",
    "ari       0.9877",
  ]);
});
