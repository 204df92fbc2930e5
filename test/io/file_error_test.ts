import assert from "node:assert/strict";

import { WeftError } from "../../src/core/error.ts";
import { fileError } from "../../src/io/file_error.ts";
import { readZarr } from "../../src/io/zarr/read_zarr.ts";
import { read10xMtx } from "../../src/io/tenx/read_10x_mtx.ts";
import { readCsv } from "../../src/io/text/read_csv.ts";
import { fails } from "./temp_folder.ts";

Deno.test("fileError() tags what the system said", () => {
  const tags = [
    [new Deno.errors.NotFound("x"), "NotFound"],
    [new Deno.errors.NotCapable("x"), "Permission"],
    [new Deno.errors.PermissionDenied("x"), "Permission"],
    [new Error("disk on fire"), "Failed"],
    ["thrown text", "Failed"],
  ] as const;
  for (const [error, tag] of tags) {
    const tagged = fileError(error, "a/b");
    assert.equal(tagged.tag, tag);
    assert.match(tagged.message, /a\/b/);
    assert.equal(tagged.cause, error);
  }
});

Deno.test("fileError() leaves a tagged error as it is", () => {
  const error = new WeftError("Corrupt", { expected: "a", found: "b" });
  assert.equal(fileError(error, "a/b"), error);
});

Deno.test({
  name: "readZarr(), read10xMtx() and readCsv() name the permission that lacks",
  permissions: { read: false },
  async fn() {
    await assert.rejects(readZarr("some.zarr"), fails("Permission", /--allow-read=some\.zarr/));
    await assert.rejects(read10xMtx("some"), fails("Permission", /--allow-read=some/));
    await assert.rejects(readCsv("some.csv"), fails("Permission", /--allow-read=some\.csv/));
  },
});
