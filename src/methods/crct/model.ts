import type { Rng } from "../../core/rng.ts";
import type { Engine } from "../../engine/engine.ts";
import { ClassStatistics } from "../../nn/class_statistics.ts";
import type { FamilyInputs } from "../family/inputs.ts";
import { FamilyNet } from "../family/network.ts";
import type { CrctConfig } from "./config.ts";

/** CRCT's network: that of the PRAGA family, with running statistics of its classes. Its prototypes are raw centres. */
export class CrctNet extends FamilyNet {
  /** Count, mean and variance of every class, kept as the buffer `classes`. */
  readonly classes: ClassStatistics;

  /**
   * @param engine Where it runs.
   * @param inputs Modalities and their feature graphs.
   * @param config All settings.
   * @param rng The source of the first weights.
   */
  constructor(engine: Engine, inputs: FamilyInputs, config: CrctConfig, rng: Rng) {
    super(engine, inputs, config, rng);
    const { nPrototypes: nClasses, nLatent: width, momentumCap } = config;
    const maxCount = momentumCap === null ? Infinity : Math.max(1, momentumCap * inputs.nObs);
    this.classes = new ClassStatistics(engine, this.parameters, "classes", { nClasses, width, maxCount });
  }
}
