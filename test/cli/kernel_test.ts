import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { captured, inFolder } from "./captured.ts";

Deno.test("weft kernel installs below a prefix, finds itself there and takes itself away", async () => {
  await inFolder(async (prefix) => {
    const spec = join(prefix, "share", "jupyter", "kernels", "weft");
    const none = await captured(["kernel", "list", "--prefix", prefix]);
    assert.deepEqual(none, { code: 0, stdout: "The kernel is not installed. Run weft kernel install.", stderr: "" });
    for (let twice = 0; twice < 2; twice++) {
      const installed = await captured(["kernel", "install", "--prefix", prefix]);
      assert.deepEqual(installed, { code: 0, stdout: `installed: ${spec}`, stderr: "" });
    }
    const { argv } = JSON.parse(await Deno.readTextFile(join(spec, "kernel.json")));
    const listed = await captured(["kernel", "list", "--prefix", prefix]);
    assert.deepEqual(listed, { code: 0, stdout: `${spec}  runs ${argv[0]}`, stderr: "" });
    const removed = await captured(["kernel", "uninstall", "--prefix", prefix]);
    assert.deepEqual(removed, { code: 0, stdout: `removed: ${spec}`, stderr: "" });
    assert(!existsSync(spec));
    const again = await captured(["kernel", "uninstall", "--prefix", prefix]);
    assert.equal(again.code, 2);
    assert.match(again.stderr, /^weft kernel: Expected the kernel to be installed but found no kernel.json/);
  });
});

Deno.test("weft kernel list says what is broken and how to mend it", async () => {
  await inFolder(async (prefix) => {
    await captured(["kernel", "install", "--prefix", prefix]);
    const file = join(prefix, "share", "jupyter", "kernels", "weft", "kernel.json");
    const spec = JSON.parse(await Deno.readTextFile(file));
    await Deno.writeTextFile(file, JSON.stringify({ ...spec, argv: spec.argv.with(0, join(prefix, "gone")) }));
    const { code, stdout } = await captured(["kernel", "list", "--prefix", prefix]);
    assert.equal(code, 1);
    assert.match(stdout, /broken: .*gone is gone or unreadable\. Run weft kernel install\.$/);
  });
});

Deno.test("weft kernel refuses what it does not know", async () => {
  for (const args of [[], ["start"], ["toString"], ["list", "more"]]) {
    const { code, stderr } = await captured(["kernel", ...args]);
    assert.equal(code, 2);
    assert.match(stderr, /takes one of install, uninstall, list/);
  }
  const both = await captured(["kernel", "list", "--user", "--prefix", "p"]);
  assert.match(both.stderr, /takes --user or --prefix/);
});
