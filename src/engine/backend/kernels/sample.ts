import { sample as draw, sampleBackward } from "../../../kernels/ops/sample.ts";
import { type BackendKernel, inputList } from "../backend_kernel.ts";

/** `mean + e^(logVar / 2) · noise` from `(mean, logVar, noise)`. */
export const sample: BackendKernel<Record<never, never>> = {
  name: "WeftSample",
  run({ backend, inputs }) {
    const all = inputList(inputs);
    const out = backend.output(all[0]!.shape);
    const [mean, logVar, noise] = all.map((tensor) => backend.block(tensor));
    draw(backend.kernels, mean!, { logVar: logVar!, noise: noise! }, backend.block(out));
    return out;
  },
};

/** Gradient of a sample in `logVar`, from `(dy, logVar, noise)`. */
export const sampleGradient: BackendKernel<Record<never, never>> = {
  name: "WeftSampleGradient",
  run({ backend, inputs }) {
    const all = inputList(inputs);
    const out = backend.output(all[0]!.shape);
    const [dy, logVar, noise] = all.map((tensor) => backend.block(tensor));
    sampleBackward(backend.kernels, dy!, { logVar: logVar!, noise: noise! }, backend.block(out));
    return out;
  },
};
