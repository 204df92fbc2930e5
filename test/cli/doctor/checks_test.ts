import assert from "node:assert/strict";
import { join } from "node:path";
import type { Check } from "../../../src/cli/doctor/check.ts";
import { anywidgetCheck } from "../../../src/cli/doctor/checks/anywidget.ts";
import { chromiumCheck } from "../../../src/cli/doctor/checks/chromium.ts";
import { denoCheck } from "../../../src/cli/doctor/checks/deno.ts";
import { engineCheck } from "../../../src/cli/doctor/checks/engine.ts";
import { jupyterlabCheck } from "../../../src/cli/doctor/checks/jupyterlab.ts";
import { permissionsCheck } from "../../../src/cli/doctor/checks/permissions.ts";
import { pythonCheck } from "../../../src/cli/doctor/checks/python.ts";
import { around, type Made } from "./around.ts";

/** What a check says of a machine, in one line. */
async function said(check: Check, made?: Made): Promise<string> {
  const { state, text, repair } = await check.run(around(made));
  return `${state}: ${text}${repair === undefined ? "" : ` → ${repair}`}`;
}

Deno.test("doctor: Deno works from the version that weft is tested with", async () => {
  assert.equal(await said(denoCheck), "works: Deno 2.9.6");
  assert.equal(await said(denoCheck, { deno: "2.10.0" }), "works: Deno 2.10.0 (weft is tested with 2.9.6)");
  assert.match(
    await said(denoCheck, { deno: "2.9.5" }),
    /^broken: .*older than 2\.9\.6.* → deno upgrade --version 2\.9\.6/,
  );
  assert.match(await said(denoCheck, { deno: "1.46.0" }), /^broken/);
});

Deno.test("doctor: each right that lacks is named with what is lost", async () => {
  assert.equal(await said(permissionsCheck), "works: all rights are granted here");
  assert.equal(
    await said(permissionsCheck, { denied: ["ffi", "write"] }),
    "broken: without --allow-write results cannot be written; without --allow-ffi training computes in WebAssembly, " +
      "several times slower → deno task weft doctor",
  );
});

Deno.test("doctor: the engine is the one that a training takes here", async () => {
  assert.match(
    await said(engineCheck),
    /^(works: training computes on native|lacks: training computes on wasm .*faster)/,
  );
});

Deno.test("doctor: JupyterLab works from 4.0, on the PATH or where deno task lab puts it, and lacks where there is none", async () => {
  const prints = (version: string) => ({ prints: { "jupyter-lab --version": version } });
  assert.equal(await said(jupyterlabCheck, prints("4.6.6")), "works: JupyterLab 4.6.6");
  assert.match(
    await said(jupyterlabCheck, prints("3.6.8")),
    /^broken: JupyterLab 3\.6\.8 is older than 4\.0.* → deno task lab$/,
  );
  const own = { [`${join("/lab", "bin", "jupyter-lab")} --version`]: "4.6.1" };
  for (const prints of [own, { ...own, "jupyter-lab --version": "3.6.8" }]) {
    assert.equal(
      await said(jupyterlabCheck, { labPrefix: "/lab", prints }),
      "works: JupyterLab 4.6.1, by deno task lab",
    );
  }
  assert.match(await said(jupyterlabCheck), /^lacks: no JupyterLab.* → deno task lab$/);
});

Deno.test("doctor: anywidget works in the range that widgets ask for, wherever Jupyter keeps it", async () => {
  const beside = (version: string): Made => ({
    dataFolders: ["/a", "/b"],
    files: { [join("/b", "labextensions", "anywidget", "package.json")]: JSON.stringify({ version }) },
  });
  assert.equal(await said(anywidgetCheck, beside("0.11.0")), "works: anywidget 0.11.0");
  assert.equal(await said(anywidgetCheck, beside("0.9.21")), "works: anywidget 0.9.21");
  for (const version of ["0.8.9", "1.0.0", "x"]) {
    assert.match(
      await said(anywidgetCheck, beside(version)),
      /^broken: .*0\.9\.0 to below 1 → pip install "anywidget>=/,
    );
  }
  assert.match(await said(anywidgetCheck, { dataFolders: ["/a"] }), /^lacks: .* → deno task lab$/);
  const own = (version: string): Made => ({
    labPrefix: "/lab",
    files: {
      [join("/lab", "share", "jupyter", "labextensions", "anywidget", "package.json")]: JSON.stringify({ version }),
    },
  });
  assert.match(
    await said(anywidgetCheck, own("0.11.0")),
    /^works: anywidget 0\.11\.0, in the JupyterLab of deno task lab$/,
  );
  assert.match(await said(anywidgetCheck, own("1.0.0")), /^lacks: .* → deno task lab$/);
});

Deno.test("doctor: Python or uv is what deno task lab needs, and nothing else does", async () => {
  const prints = (made: Record<string, string>) => said(pythonCheck, { prints: made });
  assert.match(await prints({ "python3 --version": "Python 3.11.0" }), /^works: Python 3\.11\.0/);
  assert.match(await prints({ "python3 --version": "Python 2.7.1", "python --version": "Python 3.14.1" }), /3\.14\.1/);
  assert.match(await prints({ "python3 --version": "Python 3.9.2", "uv --version": "uv 0.9.1" }), /^works: uv 0\.9\.1/);
  assert.match(
    await prints({ "python3 --version": "Python 3.9.2", "python3.12 --version": "Python 3.12.1" }),
    /3\.12\.1/,
  );
  assert.match(await prints({ "python3 --version": "Python 3.9.2" }), /^lacks: only Python 3\.9\.2 here.*or uv$/);
  assert.match(await prints({}), /^lacks: no Python is on the PATH; only deno task lab needs one.*or uv$/);
});

Deno.test("doctor: Python is mended by the package manager that is here, and only by one that brings a later one", async () => {
  const prints = (made: Record<string, string>) => said(pythonCheck, { prints: made });
  const apt = { "apt-get --version": "apt 2.6.1" };
  assert.match(await prints({ "brew --version": "Homebrew 4.6.0" }), / → brew install python@3\.13$/);
  assert.match(await prints({ "winget --version": "v1.11.4" }), / → winget install --id Python\.Python\.3\.13$/);
  assert.match(await prints(apt), / → apt-get install -y python3 python3-venv$/);
  assert.match(await prints({ ...apt, "python3 --version": "Python 3.9.2" }), /or uv$/);
  assert.match(
    await prints({ "dnf --version": "4.14.0", "python3 --version": "Python 3.9.2" }),
    / → dnf install -y python3\.12$/,
  );
});

Deno.test("doctor: a browser is looked for where tests look for it", async () => {
  const mac = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";
  for (const name of ["google-chrome", "chromium", mac]) {
    assert.match(
      await said(chromiumCheck, { prints: { [`${name} --version`]: `${name} 156` } }),
      /^works: .* 156, for/,
    );
  }
  const env = { WEFT_CHROMIUM: "/opt/own" };
  const prints = { "chromium --version": "Chromium 155", "/opt/own --version": "Own 156" };
  assert.match(await said(chromiumCheck, { env, prints }), /^works: Own 156/);
  assert.match(await said(chromiumCheck, { env }), /^lacks: \/opt\/own, named in WEFT_CHROMIUM, does not start/);
});

Deno.test("doctor: a browser is installed by the package manager that is here, if tests can drive what it brings", async () => {
  const apt = { "apt-get --version": "apt 2.6.1" };
  assert.match(await said(chromiumCheck, { prints: apt }), /^lacks: .* → apt-get install -y chromium$/);
  const ubuntu = { "/etc/os-release": `NAME="Ubuntu"\nID=ubuntu\nID_LIKE=debian\n` };
  assert.match(await said(chromiumCheck, { prints: apt, files: ubuntu }), /^lacks: .* may name it$/);
  const prints = { "brew --version": "Homebrew 4.6.0" };
  assert.match(await said(chromiumCheck, { os: "darwin", prints }), / → brew install --cask google-chrome$/);
  for (const os of ["linux", "darwin", "windows"] as const) {
    assert.match(await said(chromiumCheck, { os }), /^lacks: no Chromium was found; .* may name it$/);
  }
});
