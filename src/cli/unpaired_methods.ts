import { methods } from "../methods/methods.ts";

/** Names of the methods that integrate modalities each measured on cells of its own. */
export const UNPAIRED_METHODS: readonly string[] = Object.keys(methods).filter((name) =>
  methods[name]!().observations === "disjoint"
);
