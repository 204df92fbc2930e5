import assert from "node:assert/strict";
import { join } from "node:path";
import { isWeftError } from "../../src/core/mod.ts";
import { representation } from "../../src/data/mod.ts";
import { smart } from "../../src/methods/mod.ts";
import { loadModel, train } from "../../src/train/mod.ts";
import { tissue } from "../methods/tissue.ts";

Deno.test("loadModel() reads what TrainedModel.save() wrote: the same embedding of another section", async () => {
  const folder = await Deno.makeTempDir();
  const path = join(folder, "smart.safetensors");
  const run = train(tissue(), smart({ nLatent: 5 }), { nEpochs: 4 });
  await run.result();
  await run.model.save(path);
  const model = await loadModel(path, smart);
  const section = tissue(5, 77);
  const [mine, loaded] = [await run.model.embed(section), await model.embed(section)];
  assert.deepEqual(representation(loaded, "X_smart"), representation(mine, "X_smart"));
  await Deno.remove(folder, { recursive: true });
});

Deno.test("loadModel() says when there is no such file, or none of ours", async () => {
  const folder = await Deno.makeTempDir();
  await assert.rejects(loadModel(join(folder, "none"), smart), (error: unknown) => isWeftError(error, "NotFound"));
  await Deno.writeFile(join(folder, "text"), new Uint8Array(40));
  await assert.rejects(loadModel(join(folder, "text"), smart), (error: unknown) => isWeftError(error, "Corrupt"));
  await Deno.remove(folder, { recursive: true });
});
