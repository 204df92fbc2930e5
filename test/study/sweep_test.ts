import assert from "node:assert/strict";
import { smart } from "../../src/methods/mod.ts";
import { agreement } from "../../src/study/agreement.ts";
import { spatial } from "../../src/plot/spatial.ts";
import { compare, stability, type StudyOptions, sweep } from "../../src/study/mod.ts";
import { LABEL_FREE } from "../../src/study/study_plan.ts";
import { studyTissue, withFolder } from "./study_tissue.ts";

const quick: Omit<StudyOptions, "nClusters"> = {
  labelsKey: "half",
  seeds: 2,
  nEpochs: 6,
  workers: 0,
  cacheDir: null,
  engine: "wasm",
};

Deno.test("sweep() tries every combination of settings and numbers of clusters, with one training for all numbers", async () => {
  await withFolder(async (cacheDir) => {
    const study = sweep(studyTissue(), smart({ nLatent: 4 }), {
      ...quick,
      cacheDir,
      grid: { margin: [0.5, 1], edgeDirection: ["reverse", "union"] },
      nClusters: [2, 3],
    });
    await study.result();
    assert.deepEqual(study.lines.slice(0, 3), [
      "margin=0.5, edgeDirection=reverse, nClusters=2",
      "margin=0.5, edgeDirection=reverse, nClusters=3",
      "margin=0.5, edgeDirection=union, nClusters=2",
    ]);
    assert.equal(study.rows.length, 16);
    assert.deepEqual(study.rows[1]!.settings, { margin: 0.5, edgeDirection: "reverse", nClusters: 3 });
    assert.equal([...Deno.readDirSync(cacheDir)].length, 8 + 16, "8 trainings, 16 read-outs");
    assert.deepEqual(study.rows[0]!.losses, study.rows[1]!.losses);
    assert.equal(new Set(study.rows[1]!.domains!.codes).size, 3);
  });
});

Deno.test("sweep() over the number of clusters alone names its lines by it, and one number gives one line", async () => {
  const many = sweep(studyTissue(), smart({ nLatent: 4 }), { ...quick, seeds: 1, nClusters: [2, 4] });
  assert.deepEqual(many.lines, ["nClusters=2", "nClusters=4"]);
  await many.result();
  const one = sweep(studyTissue(), smart({ nLatent: 4 }), { ...quick, seeds: 1, nClusters: 3 });
  assert.deepEqual(one.lines, ["smart"]);
  await one.result();
});

Deno.test("sweep() refuses settings that the method lacks, empty lists, and numbers of clusters that cannot be", () => {
  const data = studyTissue();
  const refused = (options: object, tag: string) =>
    assert.throws(() => sweep(data, smart(), { ...quick, ...options }), { tag });
  refused({ grid: { margins: [1] } }, "InvalidArgument");
  refused({ grid: { margin: [] } }, "InvalidArgument");
  refused({ grid: { margin: 0.5 } }, "InvalidArgument");
  refused({ nClusters: [] }, "InvalidArgument");
  refused({ nClusters: [2, 0] }, "InvalidArgument");
  refused({ nClusters: [2, 64] }, "TooSmall");
  refused({ nClusters: [2, 3, 2] }, "Duplicate");
  refused({ grid: { margin: [0.5, 1, 0.5] } }, "Duplicate");
});

Deno.test("compare() tells methods of one name apart by preset, by settings, and by number", () => {
  const options = { ...quick, seeds: 1 };
  const linesOf = async (methods: ReturnType<typeof smart>[]) => {
    const study = compare(studyTissue(), methods, options);
    study.stop();
    await study.result();
    return study.lines;
  };
  const [plain, paper] = [smart({ nLatent: 4 }), smart({ nLatent: 4, preset: "paper" })];
  return Promise.all([
    linesOf([plain]).then((lines) => assert.deepEqual(lines, ["smart"])),
    linesOf([plain, paper]).then((lines) => assert.deepEqual(lines, ["smart (default)", "smart (paper)"])),
    linesOf([plain, plain]).then((lines) => assert.deepEqual(lines, ["smart", "smart #2"])),
    linesOf([plain, plain.variant({ margin: 1 })]).then((lines) =>
      assert.deepEqual(lines, ["smart (margin=0.5)", "smart (margin=1)"])
    ),
  ]).then(() => assert.throws(() => compare(studyTissue(), []), { tag: "TooSmall" }));
});

Deno.test("stability() adds the agreement of seeds and the domain that most agree on", async () => {
  const data = studyTissue();
  const study = stability(data, smart({ nLatent: 4 }), { ...quick, seeds: 3, keyAdded: "sure" });
  const tissue = await study.result();
  const sure = tissue.obs.column("sure").toArray().map(Number);
  assert(sure.every((value) => [0, 1, 2, 3].some((k) => Math.abs(value - k / 3) < 1e-12)));
  assert(sure.filter((value) => value === 1).length > 40, "two halves that are far apart are found by every seed");
  assert.deepEqual(new Set(tissue.obs.column("sure_domain").toArray()), new Set(["left", "right"]));
  assert.match(String(spatial(tissue, { color: "sure" }).description), /sure/, "the column is a map at once");
  assert(!data.obs.has("sure"), "the object given is as it was");
  assert.throws(() => stability(data, smart(), { ...quick, seeds: 1 }), { tag: "TooSmall" });
});

Deno.test("agreement() is 1 where clusterings differ in their numbers only, and counts pairs elsewhere", () => {
  const a = Int32Array.of(0, 0, 0, 1, 1, 1);
  assert.deepEqual([...agreement([a, Int32Array.of(1, 1, 1, 0, 0, 0)]).perSpot], [1, 1, 1, 1, 1, 1]);
  const { perSpot, center, consensus } = agreement([a, Int32Array.of(1, 1, 0, 0, 0, 0), a]);
  assert.deepEqual([...perSpot].map((value) => Math.round(3 * value)), [3, 3, 1, 3, 3, 3]);
  assert.equal(center, 0);
  assert.deepEqual([...consensus], [...a]);
});

Deno.test("a report without a truth has the scores that studies know as such", async () => {
  const study = compare(studyTissue(), [smart({ nLatent: 4 })], {
    ...quick,
    labelsKey: undefined,
    nClusters: 2,
    seeds: 1,
  });
  await study.result();
  assert.deepEqual(Object.keys(study.rows[0]!.scores).filter((name) => !name.includes(":")), LABEL_FREE);
});
