import assert from "node:assert/strict";
import { Fence } from "../../../src/kernel/session/fence.ts";

Deno.test("Fence is through when its mark was printed and displayed", async () => {
  const pushed: string[] = [];
  const fence = new Fence({ push: (id) => pushed.push(id) });
  const through = fence.raise();
  assert.equal(fence.strip(`out${pushed[0]}\nput`), "output");
  let early = false;
  void through.then(() => early = true);
  await Promise.resolve();
  assert(!early);
  fence.displayed(pushed[0]);
  assert.equal(await through, true);
});

Deno.test("Fence is given up after its time, and its late mark counts for no other", async () => {
  const pushed: string[] = [];
  const fence = new Fence({ push: (id) => pushed.push(id), patience: 10 });
  assert.equal(await fence.raise(), false);
  const second = fence.raise();
  fence.displayed(pushed[0]);
  assert.equal(fence.strip(`${pushed[0]}\n${pushed[1]}\n`), "");
  assert.equal(await second, false);
  assert.notEqual(pushed[0], pushed[1]);
});

Deno.test("Fence.strip() leaves other text alone, also what looks like a mark of another kernel", () => {
  const fence = new Fence({ push: () => undefined });
  for (const text of ["", "text\n", `weft-fence-${crypto.randomUUID()}-1\n`]) assert.equal(fence.strip(text), text);
});

Deno.test("Fence waits as long as something comes out", async () => {
  const pushed: string[] = [];
  const fence = new Fence({ push: (id) => pushed.push(id), patience: 60 });
  const through = fence.raise();
  for (let i = 0; i < 6; i++) {
    await new Promise((resolve) => setTimeout(resolve, 25));
    fence.progressed();
  }
  fence.strip(`${pushed[0]}\n`);
  fence.displayed(pushed[0]);
  assert.equal(await through, true);
  fence.progressed();
});
