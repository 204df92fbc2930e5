import process from "node:process";
import { WeftError } from "../../core/error.ts";
import { variable } from "../../kernels/environment.ts";
import { folderNames } from "../../kernels/folder_names.ts";
import { holdLibrary } from "../../kernels/hold_library.ts";
import { mayLoad } from "../../kernels/may_load.ts";

/** The addon asks for its libraries by these names, the second needs the first. */
const LIBRARIES = ["libtensorflow_framework.so.2", "libtensorflow_cc.so.2"];
/** What users do about a TensorFlow that is not there. */
export const SET_UP = "Run `deno task tensorflow:setup FOLDER` and set WEFT_TENSORFLOW to that folder.";

let held = false;
let late = false;

/**
 * Loads TensorFlow's libraries, once.
 *
 * @param folder What the setup made.
 * @throws {WeftError} `NotFound` when they are not there, `Failed` when a graphics adapter was asked for before.
 */
export function holdTensorflow(folder: string): void {
  if (held) return;
  const libraries = findLibraries(folder);
  if (late) {
    throw new WeftError("Failed", {
      expected: "TensorFlow to be loaded before any graphics adapter is asked for",
      found: "that the engine 'webgpu' was looked for first",
      next: "Start anew with WEFT_TENSORFLOW and --allow-ffi from the beginning.",
    });
  }
  quiet();
  for (const name of LIBRARIES) holdLibrary(`${libraries}/${name}`);
  held = true;
}

/**
 * To be called before the system is asked for graphics adapters: Mesa's bring a compiler that TensorFlow's must precede,
 * else loading TensorFlow ends the process. Does nothing where no TensorFlow was set up.
 */
export function holdBeforeGraphics(): void {
  if (held || late) return;
  const folder = variable("WEFT_TENSORFLOW");
  try {
    if (folder && mayLoad(folder)) holdTensorflow(folder);
  } catch {
    // Whoever asks for the engine is told why.
  }
  late = !held;
}

/** Folder of the wheel in the virtual environment of the setup. */
function findLibraries(folder: string): string {
  const lib = `${folder}/venv/lib`;
  const packages = folderNames(lib).map((python) => `${lib}/${python}/site-packages/tensorflow`);
  const found = packages.find((path) => folderNames(path).length > 0);
  if (found) return found;
  throw new WeftError("NotFound", { expected: "a TensorFlow wheel", found: "none", where: lib, next: SET_UP });
}

/**
 * TensorFlow tells on the console what it was built with, unless the environment says not to; that it sums in varying
 * orders it tells in any case, unless it does not.
 */
function quiet(): void {
  try {
    process.env.TF_CPP_MIN_LOG_LEVEL ??= "2";
    process.env.TF_ENABLE_ONEDNN_OPTS ??= "0";
  } catch {
    // Without the right to set them TensorFlow talks.
  }
}
