/** Makes the Python with the peers in a cache folder: `deno task bench:setup`. */
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const FOLDER = fileURLToPath(new URL("../.cache/bench-python", import.meta.url));
const PYTHON = `${FOLDER}/bin/python`;
const DONE = `${FOLDER}/ready`;
const PACKAGES = [
  "anndata==0.12.19",
  "faiss-cpu==1.15.1",
  "h5py==3.16.0",
  "harmony-pytorch==0.1.8",
  "harmonypy==2.1.0",
  "igraph==1.0.0",
  "leidenalg==0.12.0",
  "muon==0.1.9",
  "numpy==2.4.6",
  "scanpy==1.11.5",
  "scikit-learn==1.9.1",
  "scikit-misc==0.5.3",
  "torch==2.15.0",
  "torch_geometric==2.8.1",
  "umap-learn==0.5.12",
];
// It pins a torch and a scanpy of two years ago, which do not go together with those above; it works with these, of which
// harmony-pytorch and torch_geometric are there for its imports.
const WITHOUT_ITS_PINS = ["bio-SMART==0.1.2"];
const COMPILERS = ["g++", "clang++"];

/** What the ready file holds: everything that is installed. */
function wanted(): string {
  return `${[...PACKAGES, ...WITHOUT_ITS_PINS].join("\n")}\n`;
}

/** The Python with the peers, if it was made with the packages that this version names. */
export function benchPython(): string | undefined {
  return existsSync(DONE) && readFileSync(DONE, "utf8") === wanted() ? PYTHON : undefined;
}

/** A C++ compiler on the path, which `torch.compile` needs. */
export function benchCompiler(): string | undefined {
  const folders = (Deno.env.get("PATH") ?? "").split(":");
  return COMPILERS.find((name) => folders.some((folder) => existsSync(`${folder}/${name}`)));
}

async function run(command: string, args: readonly string[]): Promise<boolean> {
  const child = new Deno.Command(command, { args: [...args], stdout: "inherit", stderr: "inherit" });
  return (await child.output()).success;
}

async function must(command: string, args: readonly string[]): Promise<void> {
  if (!await run(command, args)) Deno.exit(1);
}

/** Installs a compiler where this may be done; the rows of compiled PyTorch say so where there is none. */
async function installCompiler(): Promise<void> {
  if (benchCompiler() !== undefined) return;
  const installed = Deno.uid() === 0 && existsSync("/usr/bin/apt-get") && await run("apt-get", ["update", "-qq"]) &&
    await run("apt-get", ["install", "-y", "-qq", "g++"]);
  // deno-lint-ignore no-console -- a command's output
  if (!installed) console.log(`No C++ compiler (${COMPILERS.join(" or ")}): torch.compile will not be timed.`);
}

if (import.meta.main) {
  await must("python3", ["-m", "venv", FOLDER]);
  await must(PYTHON, ["-m", "pip", "install", "--quiet", ...PACKAGES]);
  await must(PYTHON, ["-m", "pip", "install", "--quiet", "--no-deps", ...WITHOUT_ITS_PINS]);
  await installCompiler();
  await Deno.writeTextFile(DONE, wanted());
}
