import assert from "node:assert/strict";
import { AnnData, type AnnDataParts, Dense } from "../../src/data/mod.ts";
import { openEngine } from "../../src/engine/mod.ts";
import { smart } from "../../src/methods/mod.ts";
import { train } from "../../src/train/mod.ts";
import { tissue } from "../methods/tissue.ts";

/** An AnnData of another class, as a façade is. */
class Chained extends AnnData {
  constructor(parts: AnnDataParts) {
    super(parts);
  }

  latentWidth(): number {
    return (this.obsm.X_smart as Dense).nCols;
  }
}

Deno.test("train() and TrainedModel.embed() give back an object of the class they were given", async () => {
  const points = new Dense(Float32Array.from({ length: 60 }, (_, i) => Math.sin(i * i)), { shape: [20, 3] });
  const run = train(new Chained({ X: points }), smart({ useGraph: false, nLatent: 5 }), { useRep: "X", nEpochs: 2 });
  assert.equal((await run.result()).latentWidth(), 5);
  assert.equal((await run.model.embed(new Chained({ X: points }), { useRep: "X" })).latentWidth(), 5);
});

Deno.test("train() needs memory in proportion to the spots, not to their square", async () => {
  const engine = await openEngine();
  const bytes = async (side: number) => {
    let most = 0;
    const before = engine.tf.memory().numBytes;
    const look = () => void (most = Math.max(most, engine.tf.memory().numBytes - before));
    // Seen from inside the loss, where every layer's results are alive.
    const method = new Proxy(smart({ nLatent: 8 }), {
      get(target, key) {
        const value = Reflect.get(target, key, target);
        if (typeof value !== "function") return value;
        return (...all: unknown[]) => {
          const found = value.apply(target, all);
          if (key === "loss") look();
          return found;
        };
      },
    });
    await train(tissue(side), method, { nEpochs: 2 }).result();
    return most;
  };
  const [small, large] = [await bytes(20), await bytes(40)];
  assert(large < 4.4 * small, `${small} bytes at 400 spots, ${large} at 1,600`);
});
