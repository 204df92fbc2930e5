/**
 * Training: one loop for every method, with named losses, pause, stop, checkpoints and a model that outlives it.
 *
 * @module
 */
export type { Callback, StopReason, TrainingView } from "./callback.ts";
export { reportProgress } from "./callbacks/report_progress.ts";
export { stopOnPatience } from "./callbacks/stop_on_patience.ts";
export { stopOnSlope } from "./callbacks/stop_on_slope.ts";
export { forecastMemory, type ForecastOptions, type MemoryForecast } from "./forecast_memory.ts";
export { type EpochLosses, History } from "./history.ts";
export type { LossSums } from "./loss_means.ts";
export { loadModel } from "./load_model.ts";
export { type Outcome, Run, type RunEvent, type RunParts, type RunState } from "./run.ts";
export type { DataSize } from "./stand_in.ts";
export { train, type TrainOptions } from "./train.ts";
export type { BestWeights, Checkpoint, Within } from "./checkpoint.ts";
export { type EmbedOptions, type ModelDecodeOptions, TrainedModel, type TrainedModelParts } from "./trained_model.ts";
export { Training, type TrainingParts, type UpdateOptions } from "./training.ts";
