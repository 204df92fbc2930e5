/**
 * The kernel's side of widgets: models whose traits a page shows and may set, over the Jupyter widget protocol.
 *
 * @module
 */
export { findHost } from "./find_host.ts";
export {
  type CategoryChannel,
  type EmphasisChannel,
  PROTOCOL_VERSION,
  type Sections,
  type SpatialMapState,
  type Underlay,
  type ValueChannel,
} from "./protocol.ts";
export type { CellRun, CommFromPage, HostPublishOptions, JsonObject, WidgetHost } from "./widget_host.ts";
export { widget, type WidgetOptions } from "./widget.ts";
export { type TraitChecks, type TraitSource, WidgetModel, type WidgetModelOptions } from "./widget_model.ts";
export type { UploadPart } from "./upload.ts";
export { AblationBoard, type AblationBoardOptions } from "./ablation_board/ablation_board.ts";
export { ablationBoard } from "./ablation_board/board_of_study.ts";
export { LossLive, type LossLiveOptions } from "./loss_live/loss_live.ts";
export { lossLive } from "./loss_live/view_of_run.ts";
export type {
  AblationBoardMessage,
  AblationBoardState,
  BoardDifference,
  BoardLine,
  BoardRow,
  BoardView,
  LossLiveMarker,
  LossLiveMessage,
  LossLiveOther,
  LossLiveRunState,
  LossLiveState,
  LossLiveView,
} from "./protocol.ts";
export type { ChannelOptions } from "./spatial_map/channel_of.ts";
export { Selection } from "./spatial_map/selection.ts";
export { SpatialMap, type SpatialMapEvents } from "./spatial_map/spatial_map.ts";
export type { ImageChoice } from "./spatial_map/underlays_of.ts";
export { spatialMap, type SpatialMapOptions } from "./spatial_map.ts";
