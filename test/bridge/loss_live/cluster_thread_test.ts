import assert from "node:assert/strict";
import { ClusterThread } from "../../../src/bridge/loss_live/cluster_thread.ts";
import { MovingClusters } from "../../../src/bridge/loss_live/moving_clusters.ts";
import { isWeftError } from "../../../src/core/is_weft_error.ts";

const cloud = () => ({ data: Float32Array.of(0, 1, 20, 21, 22), nObs: 5, nLatent: 1 });

Deno.test("ClusterThread.cluster() gives what clustering here would give, and how long it took", async () => {
  const thread = new ClusterThread({ nClusters: 2, seed: 4 });
  const here = new MovingClusters(2, 4);
  try {
    for (let picture = 0; picture < 3; picture++) {
      const answer = thread.cluster(cloud());
      assert(thread.busy);
      const { labels, cost } = await answer;
      assert.deepEqual(labels, here.next(cloud()));
      assert(cost >= 0);
      assert(!thread.busy);
    }
  } finally {
    thread.close();
  }
});

Deno.test("ClusterThread.cluster() takes the memory over instead of copying it", async () => {
  const thread = new ClusterThread({ nClusters: 2, seed: 4 });
  const given = cloud();
  const answer = thread.cluster(given);
  assert.equal(given.data.length, 0);
  await answer;
  thread.close();
});

Deno.test("ClusterThread.close() gives up what it was at, and a later request fails", async () => {
  const thread = new ClusterThread({ nClusters: 2, seed: 4 });
  const answer = thread.cluster(cloud());
  thread.close();
  await assert.rejects(answer, (error) => isWeftError(error, "Aborted"));
  await assert.rejects(thread.cluster(cloud()), (error) => isWeftError(error, "Aborted"));
  thread.close();
});

Deno.test("ClusterThread.cluster() fails with a sentence when the thread cannot do it", async () => {
  const thread = new ClusterThread({ nClusters: 2, seed: 4 });
  const bad = { data: Float32Array.of(NaN, 1), nObs: 2, nLatent: 1 };
  await assert.rejects(thread.cluster(bad), (error) => isWeftError(error, "Failed") && /clusters/.test(error.message));
  await assert.rejects(thread.cluster(cloud()), (error) => isWeftError(error, "Failed"));
});
