import { createRequire } from "node:module";
import * as util from "node:util";
import { WeftError } from "../../core/error.ts";
import { isWeftError } from "../../core/is_weft_error.ts";
import { variable } from "../../kernels/environment.ts";
import { isMissingRight } from "../../kernels/is_missing_right.ts";
import { reasonOf } from "../../kernels/reason_of.ts";
import type { Tf } from "../tf.ts";
import { holdTensorflow, SET_UP } from "./hold_tensorflow.ts";
import { registerSparseProduct } from "./sparse_product.ts";
import type { TensorflowBackend } from "./tensorflow_backend.ts";

/** What TensorFlow runs on. */
export interface TensorflowFacts {
  /** `gpu` or `cpu`. */
  readonly device: "gpu" | "cpu";
}

let started: Promise<TensorflowFacts> | undefined;

/**
 * Starts the tensor library's backend over TensorFlow itself, from a folder that `deno task tensorflow:setup` made and
 * `WEFT_TENSORFLOW` names. It is for graphics cards: on a processor our own kernels are several times faster.
 *
 * @param tf The library.
 * @returns What it runs on.
 * @throws {WeftError} `NotFound` when no folder is named or it lacks a part, `Permission` when a right is missing,
 * `Failed` when TensorFlow does not start.
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
    const found = "none, or no right to ask (--allow-env)";
    throw new WeftError("NotFound", { expected: "WEFT_TENSORFLOW to name a folder", found, next: SET_UP });
  }
  try {
    holdTensorflow(folder);
    addRemovedHelpers();
    createRequire(`${folder}/`)("@tensorflow/tfjs-node");
  } catch (error) {
    throw isWeftError(error) ? error : failed(error, folder);
  }
  if (!await tf.setBackend("tensorflow")) throw failed("a backend that does not", folder);
  registerSparseProduct(tf);
  return { device: (tf.backend() as unknown as TensorflowBackend).isUsingGpuDevice ? "gpu" : "cpu" };
}

function failed(error: unknown, where: string): WeftError {
  const found = reasonOf(error);
  if (!isMissingRight(error)) {
    return new WeftError("Failed", { expected: "TensorFlow to start", found, where, next: SET_UP });
  }
  return new WeftError("Permission", {
    expected: "the rights to start TensorFlow",
    found,
    next: `It takes --allow-env --allow-read --allow-ffi=${where}.`,
  });
}

/** The addon's JavaScript calls two helpers that current runtimes no longer have. */
function addRemovedHelpers(): void {
  const module = (util as unknown as { default: Record<string, unknown> }).default;
  module["isNullOrUndefined"] ??= (value: unknown) => value === null || value === undefined;
  module["isArray"] ??= Array.isArray;
}
