import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** Text files under version control. */
function trackedText(): [path: string, text: string][] {
  const paths = execFileSync("git", ["ls-files", "-z"], { cwd: ROOT, encoding: "utf8" }).split("\0").filter(Boolean);
  return paths
    .filter((path) => /\.(ts|json|lock|md|py|sh|txt|toml|yml|html|css)$|^\.ci\/run$|^LICENSE$/.test(path))
    .map((path) => [path, readFileSync(ROOT + path, "utf8")]);
}

const inGit = (() => {
  try {
    execFileSync("git", ["rev-parse"], { cwd: ROOT, stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
})();

Deno.test({
  name: "house: no file names a package registry's host or a path of somebody's machine",
  ignore: !inGit,
  fn() {
    const hosts = [
      "registry.npmjs",
      "jsr.io",
      "pypi.org",
      "files.pythonhosted",
      "npmmirror",
      "esm.sh",
      "unpkg",
      "jsdelivr",
      "deno.land/",
    ];
    const homes = ["/home/", "/Users/", `/${"work"}/`, `/${"root"}/`];
    const wrong: string[] = [];
    for (const [path, text] of trackedText()) {
      if (path === "test/house/text_test.ts") continue;
      for (const word of [...hosts, ...homes]) if (text.includes(word)) wrong.push(`${path}: ${word}`);
    }
    assert.deepEqual(wrong, []);
  },
});

Deno.test({
  name: "house: nobody else's data is under version control, and no file is large",
  ignore: !inGit,
  fn() {
    const paths = execFileSync("git", ["ls-files", "-z"], { cwd: ROOT, encoding: "utf8" }).split("\0").filter(Boolean);
    // A lesson holds its widgets, each with the module that draws it.
    const most = (path: string): number => path.startsWith("notebooks/") ? 3_000_000 : 2_000_000;
    assert.deepEqual(paths.filter((path) => readFileSync(ROOT + path).length > most(path)), []);
    for (const path of paths.filter((name) => name.startsWith("test/golden/analysis/") && name.endsWith(".json"))) {
      const { cases } = JSON.parse(readFileSync(ROOT + path, "utf8"));
      assert.deepEqual(cases.filter((c: { real?: boolean }) => c.real).map((c: { id: string }) => c.id), [], path);
    }
  },
});
