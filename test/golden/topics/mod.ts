import type { Topic } from "../topic.ts";
import { topic as cluster } from "./cluster.ts";
import { topic as graph } from "./graph.ts";
import { topic as harmony } from "./harmony.ts";
import { topic as io } from "./io.ts";
import { topic as markers } from "./markers.ts";
import { topic as methods } from "./methods.ts";
import { topic as metrics } from "./metrics.ts";
import { topic as ops } from "./ops.ts";
import { topic as preprocess } from "./preprocess.ts";
import { topic as transport } from "./transport.ts";
import { topic as umap } from "./umap.ts";
import { topic as zarr } from "./zarr.ts";

/** Every topic, in the order in which they run. */
export const topics: readonly Topic[] = [
  preprocess,
  graph,
  umap,
  cluster,
  markers,
  metrics,
  harmony,
  transport,
  ops,
  methods,
  io,
  zarr,
];
