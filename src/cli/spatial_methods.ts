import { methods } from "../methods/methods.ts";

/** Names of the methods that integrate modalities of the same spots; others want cells of each modality's own. */
export const SPATIAL_METHODS: readonly string[] = Object.keys(methods).filter((name) =>
  methods[name]!().observations !== "disjoint"
);
