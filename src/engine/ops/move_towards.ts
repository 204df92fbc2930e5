import { moveTowards as move } from "../../kernels/ops/move_towards.ts";
import type { TensorInfo } from "../backend/tensor_info.ts";
import { writableBlock } from "../backend/writable_block.ts";
import { moveTowardsComposite } from "../composite/move_towards.ts";
import type { Engine } from "../engine.ts";
import type { Tensor, Variable } from "../tf.ts";
import { checkShape } from "./check_shape.ts";

/** `mean ← decay · mean + (1 − decay) · x` in place, as one call; no gradient flows through it. */
export function moveTowards(engine: Engine, mean: Variable, x: Tensor, decay: number): void {
  const { backend } = engine;
  checkShape("x", x, mean.shape);
  if (!backend) return moveTowardsComposite(engine.tf, mean, x, decay);
  const block = writableBlock(engine, backend, mean);
  move(backend.kernels, block, backend.block(x as unknown as TensorInfo), mean.size, decay);
}
