import assert from "node:assert/strict";
import { join } from "node:path";
import { isWeftError } from "../../src/core/mod.ts";
import { loadBytes } from "../../src/io/load_bytes.ts";
import { saveBytes } from "../../src/io/save_bytes.ts";

Deno.test("loadBytes() gives back what saveBytes() wrote, and saveBytes() replaces it whole", async () => {
  const folder = await Deno.makeTempDir();
  const path = join(folder, "model.safetensors");
  for (const length of [0, 1, 300_000, 5]) {
    const bytes = Uint8Array.from({ length }, (_, i) => i * 7);
    await saveBytes(path, bytes);
    assert.deepEqual(await loadBytes(path), bytes);
    assert.deepEqual([...Deno.readDirSync(folder)].map(({ name }) => name), ["model.safetensors"]);
  }
  await Deno.remove(folder, { recursive: true });
});

Deno.test("loadBytes() and saveBytes() say which file or folder is missing", async () => {
  const missing = (pattern: RegExp) => (error: unknown) =>
    isWeftError(error, "NotFound") && pattern.test(error.message);
  await assert.rejects(loadBytes("/nowhere/at/all"), missing(/'\/nowhere\/at\/all'/));
  await assert.rejects(saveBytes("/nowhere/at/all", new Uint8Array(1)), missing(/\/nowhere\/at/));
});
