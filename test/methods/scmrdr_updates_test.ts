import assert from "node:assert/strict";
import { cosineLr } from "../../src/core/cosine_lr.ts";
import { Rng } from "../../src/core/rng.ts";
import type { ScmrdrOptions } from "../../src/methods/mod.ts";
import { splitCells } from "../../src/methods/scmrdr/batch.ts";
import { resolveConfig } from "../../src/methods/scmrdr/config.ts";
import { scmrdrInputs } from "../../src/methods/scmrdr/inputs.ts";
import { ScmrdrNet } from "../../src/methods/scmrdr/model.ts";
import { scmrdrUpdates } from "../../src/methods/scmrdr/updates.ts";
import { openEngine } from "../../src/engine/mod.ts";
import { cells } from "./cells.ts";

const engine = await openEngine({ engine: "wasm" });

/** In mini-batches of 6 cells: the updates of three epochs, and the network that they are of. */
function updates(change: ScmrdrOptions = {}) {
  const config = resolveConfig("default", { hidden: "8", nLatent: 3, nSpecific: 2, batchSize: 6, ...change });
  const inputs = scmrdrInputs(cells(), config, {});
  const net = new ScmrdrNet(engine, { nGenes: 12, nModalities: 2, nBatches: 0 }, config, new Rng(1));
  const batch = splitCells(inputs, config, new Rng(2));
  const nEpochs = 3;
  const found = Array.from({ length: nEpochs }, (_, epoch) => {
    return [...scmrdrUpdates(net, batch, config, { epoch, nEpochs, rng: new Rng(epoch) })];
  });
  return { found: found.flat(), net, nTrained: batch.trained.length };
}

Deno.test("scmrdrUpdates() lowers the step size along half a cosine, mini-batch after mini-batch, for both updates alike", () => {
  const { found, nTrained } = updates();
  const perEpoch = Math.floor(nTrained / 6);
  assert(perEpoch > 2);
  assert.equal(found.length, 3 * perEpoch * 2);
  found.forEach(({ lr }, at) => {
    assert.equal(lr, cosineLr(Math.floor(at / 2), { lr: 1e-3, nSteps: 3 * perEpoch }));
  });
  assert.equal(found[0]!.lr, 1e-3);
  assert(found.at(-1)!.lr! < 2e-5);
  assert(updates({ schedule: "constant" }).found.every(({ lr }) => lr === 1e-3));
});

Deno.test("scmrdrUpdates() moves the discriminator first, then all else, whose clipping counts the discriminator's gradient", () => {
  const { found, net } = updates();
  const { names } = net.parameters;
  const moved = (at: number) => names.filter((name) => found[at]!.moves!(name));
  const isDiscriminators = (name: string) => name.startsWith("discriminator.");
  assert.deepEqual(moved(0), names.filter(isDiscriminators));
  assert.deepEqual(moved(1), names.filter((name) => !isDiscriminators(name)));
  assert.deepEqual([found[0]!.inTotal, found[0]!.alsoClips], [false, undefined]);
  assert.deepEqual(names.filter((name) => found[1]!.alsoClips!(name)), moved(0));
});

Deno.test("scmrdrUpdates() has no update of a discriminator without an adversary", () => {
  const [two, one] = [updates(), updates({ lambda: 0 })];
  assert.equal(one.found.length, two.found.length / 2);
  assert(!one.net.parameters.names.some((name) => name.startsWith("discriminator.")));
});
