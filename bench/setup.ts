/** Makes the Python with the peers in a cache folder: `deno task bench:setup`. */
import { existsSync } from "node:fs";

const FOLDER = new URL("../.cache/bench-python", import.meta.url).pathname;
const PYTHON = `${FOLDER}/bin/python`;
const DONE = `${FOLDER}/ready`;
const PACKAGES = [
  "anndata==0.12.19",
  "h5py==3.16.0",
  "numpy==2.4.6",
  "scanpy==1.11.5",
  "scikit-learn==1.9.1",
  "scikit-misc==0.5.3",
  "umap-learn==0.5.12",
];

/** The Python with the peers, if it was made. */
export function benchPython(): Promise<string | undefined> {
  return Promise.resolve(existsSync(DONE) ? PYTHON : undefined);
}

async function run(command: string, args: readonly string[]): Promise<void> {
  const { success } = await new Deno.Command(command, { args: [...args], stdout: "inherit", stderr: "inherit" })
    .output();
  if (!success) Deno.exit(1);
}

if (import.meta.main) {
  await run("python3", ["-m", "venv", FOLDER]);
  await run(PYTHON, ["-m", "pip", "install", "--quiet", ...PACKAGES]);
  await Deno.writeTextFile(DONE, `${PACKAGES.join("\n")}\n`);
}
