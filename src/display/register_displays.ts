import type { LossLive } from "../bridge/loss_live/loss_live.ts";
import type { AblationBoard } from "../bridge/ablation_board/ablation_board.ts";
import { ablationBoard } from "../bridge/ablation_board/board_of_study.ts";
import { lossLive } from "../bridge/loss_live/view_of_run.ts";
import type { SpatialMap } from "../bridge/spatial_map/spatial_map.ts";
import type { WidgetModel } from "../bridge/widget_model.ts";
import { DISPLAY, registerRenderer } from "../core/renderers.ts";
import type { Annotated } from "../data/annotated.ts";
import type { AnnData } from "../data/anndata.ts";
import type { Frame } from "../data/frame.ts";
import type { MuData } from "../data/mudata.ts";
import type { EngineReport } from "../engine/engine_report.ts";
import type { Graph } from "../graph/graph.ts";
import type { IntegrationScores } from "../metrics/integration_scores.ts";
import type { MetricsReport } from "../metrics/metrics_report.ts";
import type { Study } from "../study/study.ts";
import type { Run } from "../train/run.ts";
import { engineSummary } from "./engine_summary.ts";
import { graphBundle } from "./graph_bundle.ts";
import { htmlSummary } from "./html_summary.ts";
import { integrationSummary } from "./integration_summary.ts";
import { mapBundle } from "./map_bundle.ts";
import { scoresSummary } from "./scores_summary.ts";
import { twin } from "./twin.ts";
import { widgetBundle } from "./widget_bundle.ts";

/**
 * Teaches AnnData, MuData, tables, graphs, runs, studies, widgets and reports to show themselves in a notebook; importing weft does it.
 *
 * @example
 * ```ts
 * import { DISPLAY } from "weft/core";
 * import { AnnData, Dense } from "weft/data";
 * import { registerDisplays } from "weft/display";
 * import assert from "node:assert/strict";
 *
 * registerDisplays();
 * const bundle = new AnnData({ X: Dense.zeros(2, 3) })[DISPLAY]();
 * assert.deepEqual(Object.keys(bundle), ["text/plain", "text/html"]);
 * ```
 */
export function registerDisplays(): void {
  registerRenderer("anndata", (adata: AnnData) => ({ "text/html": htmlSummary(adata) }));
  registerRenderer("mudata", (mdata: MuData) => ({ "text/html": htmlSummary(mdata) }));
  registerRenderer("frame", (frame: Frame) => ({ "text/html": htmlSummary(frame) }));
  registerRenderer("run", (run: Run<Annotated>) => lossLive(run)[DISPLAY]());
  registerRenderer("loss-live", (view: LossLive) => {
    const { module, state } = view;
    const still = view.still();
    return { "text/html": twin({ module, state, still }), "image/svg+xml": still };
  });
  registerRenderer("study", (study: Study<unknown>) => ablationBoard(study)[DISPLAY]());
  registerRenderer("ablation-board", (board: AblationBoard) => {
    const { module, state } = board;
    const still = board.still();
    return { "text/html": twin({ module, state, still }), "image/svg+xml": still };
  });
  registerRenderer("engine", (report: EngineReport) => ({ "text/html": engineSummary(report) }));
  registerRenderer("graph", (graph: Graph) => graphBundle(graph));
  registerRenderer("metrics-report", (report: MetricsReport) => ({ "text/html": scoresSummary(report) }));
  registerRenderer("integration-scores", (scores: IntegrationScores) => ({ "text/html": integrationSummary(scores) }));
  registerRenderer("widget", (model: WidgetModel<object>) => widgetBundle(model));
  registerRenderer("spatial-map", (map: SpatialMap) => mapBundle(map));
}
