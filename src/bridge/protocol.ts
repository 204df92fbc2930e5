/**
 * What the widgets on a page and their models in the kernel say to each other, and the version of it.
 *
 * @module
 */
export type {
  AblationBoardMessage,
  AblationBoardState,
  BoardDifference,
  BoardLine,
  BoardRow,
  BoardView,
} from "./protocol/ablation_board.ts";
export { PROTOCOL_VERSION } from "./protocol/protocol_version.ts";
export type {
  CategoryChannel,
  EmphasisChannel,
  Sections,
  SpatialMapAnswer,
  SpatialMapMessage,
  SpatialMapState,
  Underlay,
  ValueChannel,
} from "./protocol/spatial_map.ts";
export type {
  LossLiveMarker,
  LossLiveMessage,
  LossLiveOther,
  LossLiveRows,
  LossLiveRunState,
  LossLiveState,
  LossLiveView,
} from "./protocol/loss_live.ts";
