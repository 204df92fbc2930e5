import assert from "node:assert/strict";
import { join } from "node:path";
import { dataFolders, type Machine, prefixDataFolder, userDataFolder } from "../../../src/kernel/spec/data_folder.ts";
import { isEvictable, stableDeno } from "../../../src/kernel/spec/stable_deno.ts";
import { kernelspec } from "../../../src/kernel/spec/kernelspec.ts";
import { listKernels } from "../../../src/kernel/spec/list_kernels.ts";

function machine(os: Machine["os"], variables: Record<string, string>): Machine {
  return { os, env: (name) => variables[name] };
}

Deno.test("userDataFolder() is where Jupyter looks on each system, and where it was told to", () => {
  assert.equal(userDataFolder(machine("linux", { HOME: "/h" })), "/h/.local/share/jupyter");
  assert.equal(userDataFolder(machine("linux", { HOME: "/h", XDG_DATA_HOME: "/x" })), "/x/jupyter");
  assert.equal(userDataFolder(machine("darwin", { HOME: "/h" })), "/h/Library/Jupyter");
  assert.equal(userDataFolder(machine("windows", { APPDATA: "/app" })), "/app/jupyter");
  assert.equal(userDataFolder(machine("darwin", { HOME: "/h", JUPYTER_DATA_DIR: "/data" })), "/data");
});

Deno.test("dataFolders() lists each folder once, those that were named first", () => {
  const variables = { HOME: "/h", JUPYTER_PATH: "/one:/two", VIRTUAL_ENV: "/venv", CONDA_PREFIX: "/usr/local" };
  assert.deepEqual(dataFolders(machine("linux", variables)), [
    "/one",
    "/two",
    "/h/.local/share/jupyter",
    "/venv/share/jupyter",
    "/usr/local/share/jupyter",
    "/usr/share/jupyter",
  ]);
  assert.deepEqual(dataFolders(machine("windows", { JUPYTER_PATH: "a;b", APPDATA: "c", PROGRAMDATA: "d" })), [
    "a",
    "b",
    "c/jupyter",
    "d/jupyter",
  ]);
});

Deno.test("prefixDataFolder() is below the prefix", () => assert.equal(prefixDataFolder("/p"), "/p/share/jupyter"));

Deno.test("isEvictable() knows caches and temporary folders", () => {
  const evictable = [
    "/h/.npm/_npx/7a40/node_modules/deno/deno",
    "/h/.cache/x/deno",
    "/tmp/deno",
    "/h/Library/Caches/deno",
    "C:\\Users\\u\\AppData\\Local\\Temp\\deno.exe",
  ];
  for (const path of evictable) assert(isEvictable(path), path);
  for (const path of ["/usr/local/bin/deno", "/h/.deno/bin/deno", "/h/attempts/deno", "/h/node_modules/deno/deno"]) {
    assert(!isEvictable(path), path);
  }
});

Deno.test("stableDeno() leaves a Deno that stays where it is, and copies another, also over a copy that is used", async () => {
  assert.equal(await stableDeno("/usr/bin/deno", "/nowhere"), "/usr/bin/deno");
  const folder = await Deno.makeTempDir();
  try {
    const cached = join(folder, "_npx", "deno");
    await Deno.mkdir(join(folder, "_npx"));
    for (const text of ["old", "new"]) {
      await Deno.writeTextFile(cached, text, { mode: 0o755 });
      const copy = await stableDeno(cached, join(folder, "spec"));
      assert.equal(copy, join(folder, "spec", "bin", "deno"));
      assert.equal(await Deno.readTextFile(copy), text);
      assert.equal((await Deno.stat(copy)).mode! & 0o111, 0o111);
    }
    assert.deepEqual([...Deno.readDirSync(join(folder, "spec", "bin"))].map(({ name }) => name), ["deno"]);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("kernelspec() names its files by absolute paths and asks for interrupts as messages", async () => {
  const spec = kernelspec("/bin/deno") as { argv: string[] };
  assert.equal(spec.argv[0], "/bin/deno");
  assert.equal(spec.argv.at(-1), "{connection_file}");
  await Deno.stat(spec.argv.at(-2)!);
  assert.deepEqual({ ...spec, argv: [] }, {
    argv: [],
    "display_name": "Deno (weft)",
    language: "typescript",
    "interrupt_mode": "message",
    metadata: { debugger: false },
  });
});

Deno.test("listKernels() says which files of a kernel are gone, and that one is unreadable", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const data = ["works", "broken", "noise", "none"].map((name) => join(folder, name));
    const write = async (at: string, text: string) => {
      await Deno.mkdir(join(at, "kernels", "weft"), { recursive: true });
      await Deno.writeTextFile(join(at, "kernels", "weft", "kernel.json"), text);
    };
    await write(data[0]!, JSON.stringify(kernelspec(Deno.execPath())));
    await write(data[1]!, JSON.stringify(kernelspec(join(folder, "no_deno"))));
    await write(data[2]!, "{");
    const [works, broken, noise, ...rest] = await listKernels(data);
    assert.deepEqual(works, { folder: join(data[0]!, "kernels", "weft"), deno: Deno.execPath(), missing: [] });
    assert.deepEqual(broken!.missing, [join(folder, "no_deno")]);
    assert.deepEqual(noise!.missing, [join(data[2]!, "kernels", "weft", "kernel.json")]);
    assert.deepEqual(rest, []);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
