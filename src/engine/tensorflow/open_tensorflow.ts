import { createRequire } from "node:module";
import * as util from "node:util";
import { WeftError } from "../../core/error.ts";
import { variable } from "../../kernels/environment.ts";
import { folderNames } from "../../kernels/folder_names.ts";
import { holdLibrary } from "../../kernels/hold_library.ts";
import { spmm } from "../backend/kernels/spmm.ts";
import type { Tf } from "../tf.ts";
import { registerSparseProduct } from "./sparse_product.ts";

/** What TensorFlow runs on. */
export interface TensorflowFacts {
  /** `gpu` or `cpu`. */
  readonly device: "gpu" | "cpu";
}

/** The addon asks for its libraries by these names, the second needs the first. */
const LIBRARIES = ["libtensorflow_framework.so.2", "libtensorflow_cc.so.2"];
const NEXT = "Run `deno task tensorflow:setup FOLDER` and set WEFT_TENSORFLOW to that folder.";

let started: Promise<TensorflowFacts> | undefined;

/**
 * Starts the tensor library's backend over TensorFlow itself, from a folder that `deno task tensorflow:setup` made and
 * `WEFT_TENSORFLOW` names. It is for graphics cards: on a processor our own kernels are several times faster.
 *
 * @param tf The library.
 * @returns What it runs on.
 * @throws {WeftError} `NotFound` when no folder is named or it lacks a part, `Failed` when TensorFlow does not start.
 */
export function openTensorflow(tf: Tf): Promise<TensorflowFacts> {
  return started ??= start(tf).catch((error) => {
    started = undefined;
    throw error;
  });
}

async function start(tf: Tf): Promise<TensorflowFacts> {
  const folder = variable("WEFT_TENSORFLOW");
  if (!folder) {
    throw new WeftError("NotFound", { expected: "WEFT_TENSORFLOW to name a folder", found: "none", next: NEXT });
  }
  const libraries = findLibraries(folder);
  try {
    for (const name of LIBRARIES) holdLibrary(`${libraries}/${name}`);
    addRemovedHelpers();
    createRequire(`${folder}/`)("@tensorflow/tfjs-node");
  } catch (error) {
    throw failed(error instanceof Error ? error.message : String(error), folder);
  }
  if (!await tf.setBackend("tensorflow")) throw failed("a backend that does not", folder);
  registerSparseProduct(tf, spmm.name);
  return { device: (tf.backend() as unknown as { isUsingGpuDevice: boolean }).isUsingGpuDevice ? "gpu" : "cpu" };
}

function failed(found: string, where: string): WeftError {
  return new WeftError("Failed", { expected: "TensorFlow to start", found, where, next: NEXT });
}

/** Folder of the wheel in the virtual environment of the setup. */
function findLibraries(folder: string): string {
  const lib = `${folder}/venv/lib`;
  const packages = folderNames(lib).map((python) => `${lib}/${python}/site-packages/tensorflow`);
  const found = packages.find((path) => folderNames(path).length > 0);
  if (found) return found;
  throw new WeftError("NotFound", { expected: "a TensorFlow wheel", found: "none", where: lib, next: NEXT });
}

/** The addon's JavaScript calls two helpers that current runtimes no longer have. */
function addRemovedHelpers(): void {
  const module = (util as unknown as { default: Record<string, unknown> }).default;
  module["isNullOrUndefined"] ??= (value: unknown) => value === null || value === undefined;
  module["isArray"] ??= Array.isArray;
}
