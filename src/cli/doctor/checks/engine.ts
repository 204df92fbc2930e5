import { describeEngines } from "../../../engine/describe_engines.ts";
import type { Check } from "../check.ts";

/** What a training computes on, and why not on the fastest. */
export const engineCheck: Check = {
  name: "engine",
  async run() {
    const { name, kind, threads, why, choices } = await describeEngines();
    const text = `training computes on ${name} (${kind}, ${threads === 1 ? "1 thread" : `${threads} threads`}): ${why}`;
    const native = choices.find((choice) => choice.name === "native");
    if (name !== "native" && native && !native.available) {
      return { state: "lacks", text: `${text}. Native code is faster: ${native.remark}`, repair: "deno task kernels" };
    }
    return { state: "works", text };
  },
};
