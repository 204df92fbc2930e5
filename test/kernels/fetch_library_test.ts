import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { libraryHere } from "../../src/kernels/native_library.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

interface Outcome {
  readonly engine: string;
  readonly passedOver: readonly string[];
  readonly fetched: string;
}

/** A server of the package, and programs that import it from there with a cache folder of their own. */
async function onServer(
  work: (run: (rights: readonly string[]) => Promise<Outcome>, cache: string) => Promise<void>,
  bytesOf: (path: string) => Promise<Uint8Array<ArrayBuffer>> = (path) => Deno.readFile(path),
): Promise<void> {
  const cache = await mkdtemp(join(tmpdir(), "weft-cache-"));
  const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, async (request) => {
    const { pathname } = new URL(request.url);
    const type = pathname.endsWith(".ts") ? "application/typescript" : "application/octet-stream";
    const bytes = await bytesOf(`${ROOT}${pathname.slice(1)}`).catch(() => undefined);
    return bytes ? new Response(bytes, { headers: { "content-type": type } }) : new Response(null, { status: 404 });
  });
  const host = `127.0.0.1:${server.addr.port}`;
  try {
    await work(async (rights) => {
      const command = new Deno.Command(Deno.execPath(), {
        args: [
          ...["run", "--no-prompt", "--no-check", "--quiet", "--no-config", `--allow-import=${host}`, ...rights],
          ...[`${ROOT}test/kernels/programs/fetch.ts`, `http://${host}/src/kernels`],
        ].map((word) => word.replaceAll("HOST", host).replaceAll("CACHE", `${cache}/weft`)),
        env: { WEFT_CACHE: `${cache}/weft`, WEFT_ENGINE: "", WEFT_KERNELS: "", DENO_DIR: `${cache}/deno` },
      });
      const { stdout, stderr } = await command.output();
      const text = new TextDecoder().decode(stdout);
      assert.match(text, /^\{.*\}\n$/, new TextDecoder().decode(stderr));
      return JSON.parse(text);
    }, `${cache}/weft`);
  } finally {
    await server.shutdown();
    await rm(cache, { recursive: true });
  }
}

const ALL = ["--allow-env", "--allow-net=HOST", "--allow-read=CACHE", "--allow-write=CACHE", "--allow-ffi=CACHE"];
const { file, sum } = libraryHere();

Deno.test("fetchLibrary() puts the library of a package from a URL into the user's cache, once and whole", () =>
  onServer(async (run, cache) => {
    assert.deepEqual(await run(ALL), { engine: "native", passedOver: [], fetched: "" });
    assert.deepEqual(await readdir(cache), [`${sum.slice(0, 16)}-${file}`]);
    const path = join(cache, `${sum.slice(0, 16)}-${file}`);
    assert((await readFile(path)).equals(await readFile(`${ROOT}src/kernels/dist/${file}`)));
    const { mtimeMs, mode } = await stat(path);
    assert.equal(mode & 0o777, 0o500);
    const without = ALL.filter((right) => !/net|write/.test(right));
    assert.deepEqual(await run(without), { engine: "native", passedOver: [], fetched: "" });
    assert.equal((await stat(path)).mtimeMs, mtimeMs);
  }));

Deno.test("fetchLibrary() says which right is missing; the package then computes in WebAssembly", () =>
  onServer(async (run, cache) => {
    const nothing = await run([]);
    assert.equal(nothing.engine, "wasm");
    assert.match(nothing.fetched, /no right to ask where the cache is \(--allow-env\)/);
    for (const missing of ["net", "read", "write", "ffi"]) {
      const { engine, fetched, passedOver } = await run(
        ALL.filter((right) => !right.startsWith(`--allow-${missing}=`)),
      );
      assert.equal(engine, "wasm");
      assert.match(fetched, new RegExp(`^no --allow-${missing} \\(at least =`));
      assert.equal(passedOver.length, 1);
    }
    await assert.rejects(readdir(cache), { code: "ENOENT" });
  }));

Deno.test("fetchLibrary() keeps nothing of a library that is not what was built, and says so", () =>
  onServer(async (run, cache) => {
    const { engine, fetched, passedOver } = await run(ALL);
    assert.equal(engine, "wasm");
    assert.equal(fetched, `${file} fetched with other bytes than were built (SHA-256)`);
    assert.deepEqual(passedOver, [`native: no ${file} in the user's cache (openEngine() fetches it)`]);
    await assert.rejects(readdir(cache), { code: "ENOENT" });
  }, async (path) => {
    const bytes = await Deno.readFile(path);
    if (path.endsWith(file)) bytes[100]! ^= 1;
    return bytes;
  }));

Deno.test("fetchLibrary() says when the server has no library", () =>
  onServer(async (run) => {
    const { engine, fetched } = await run(ALL);
    assert.deepEqual([engine, fetched], ["wasm", `no ${file} beside the package (HTTP 404)`]);
  }, (path) => path.endsWith(file) ? Promise.reject(new Error()) : Deno.readFile(path)));
