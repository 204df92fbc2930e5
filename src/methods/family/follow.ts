import type { GraphReference } from "../../nn/learned_graph.ts";
import type { FamilyBatch } from "./batch.ts";
import type { FamilyNet } from "./network.ts";

/** How the mean that a learned graph is held to follows it. */
export interface FollowConfig {
  /** What learned graphs are held to; only `ema` follows. */
  readonly graphReference: GraphReference;
  /** Share of its old value that the mean keeps at a step. */
  readonly referenceDecay: number;
  /** Which graph it takes in: the one `after` the step or `before` it; `auto` is `before` for three modalities. */
  readonly referenceOrder: "after" | "before" | "auto";
}

/** Keeps the graphs as they are before a step, where the mean takes those in; runs outside `engine.run`. */
export function holdGraphs(
  { engine, learned }: FamilyNet,
  batch: FamilyBatch,
  { graphReference, referenceOrder }: FollowConfig,
  { epoch }: { readonly epoch: number },
): void {
  const order = referenceOrder === "auto" ? learned.length > 2 ? "before" : "after" : referenceOrder;
  if (graphReference !== "ema" || order === "after") return;
  engine.tf.dispose(batch.held as never);
  batch.held = engine.run(() => learned.map((graph) => epoch === 0 ? graph.start() : graph.adjacency()));
}

/** Moves the means towards the graphs, `C ← decay · C + (1 − decay) · A`; runs inside `engine.run`. */
export function followGraphs(
  { engine, learned }: FamilyNet,
  batch: FamilyBatch,
  { graphReference, referenceDecay }: FollowConfig,
): void {
  if (graphReference !== "ema") return;
  const { held } = batch;
  learned.forEach((graph, m) => graph.follow(held[m] ?? graph.adjacency(), referenceDecay));
  batch.held = [];
  engine.tf.dispose(held as never);
}
