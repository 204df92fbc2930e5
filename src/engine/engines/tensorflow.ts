import { WeftError } from "../../core/error.ts";
import { variable } from "../../kernels/environment.ts";
import { openTensorflow } from "../tensorflow/open_tensorflow.ts";
import type { EngineEntry } from "./engine_entry.ts";

/** TensorFlow itself, from a folder that the user set up; by name until it was timed on cards. */
export const tensorflow: EngineEntry = {
  name: "tensorflow",
  what: "TensorFlow",
  automatic: false,
  probe() {
    const folder = variable("WEFT_TENSORFLOW");
    if (folder) return Promise.resolve({ kind: `in ${folder}`, threads: 1 });
    const error = { expected: "a TensorFlow that was set up", found: "no folder in WEFT_TENSORFLOW" };
    return Promise.reject(new WeftError("NotFound", error));
  },
  async open(tf) {
    return { kind: (await openTensorflow(tf)).device, threads: 1, backendName: "tensorflow" };
  },
};
