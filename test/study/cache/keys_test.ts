import assert from "node:assert/strict";
import { readOutKey, trainingKey, type TrainingKeyParts } from "../../../src/study/cache/keys.ts";

const parts: TrainingKeyParts = {
  tissue: "digest",
  method: { name: "smart", preset: "default", config: { nLatent: 4 }, withoutTerms: [] },
  revision: [1, 1],
  seed: 0,
  nEpochs: 3,
  inputs: {},
  engine: ["native", "avx2"],
};

Deno.test("trainingKey() and readOutKey() change with everything that a row follows from", () => {
  const changes: Partial<TrainingKeyParts>[] = [
    {},
    { tissue: "other" },
    { method: { ...parts.method, config: { nLatent: 5 } } },
    { method: { ...parts.method, withoutTerms: ["triplet"] } },
    { revision: [2, 1] },
    { revision: [1, 2] },
    { seed: 1 },
    { nEpochs: 4 },
    { inputs: { useRep: "X" } },
    { engine: ["native", "avx512"] },
  ];
  const trainings = changes.map((change) => trainingKey({ ...parts, ...change }));
  assert.equal(new Set(trainings).size, changes.length);
  const spec = { useCluster: "kmeans", nClusters: 3 } as const;
  assert.equal(new Set(trainings.map((key) => readOutKey(key, "scoring", spec))).size, changes.length);
  assert.notEqual(readOutKey(trainings[0]!, "scoring", spec), readOutKey(trainings[0]!, "other", spec));
  assert.equal(trainingKey({ ...parts }), trainings[0]);
});
