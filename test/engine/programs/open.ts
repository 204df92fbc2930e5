/**
 * Opens the engine that its argument names, with whatever rights and environment it was given, and prints what came of
 * it; "describe" behind it looks at all engines first, and a folder behind that is TensorFlow's from then on.
 */
import { isWeftError } from "../../../src/core/mod.ts";
import { describeEngines, type EngineName, openEngine } from "../../../src/engine/mod.ts";

try {
  if (Deno.args[1] === "describe") await describeEngines();
  if (Deno.args[2]) Deno.env.set("WEFT_TENSORFLOW", Deno.args[2]);
  const engine = await openEngine({ engine: Deno.args[0] as EngineName });
  const y = engine.run(() => engine.tensor(new Float32Array([1, 2]), [2]).add(1));
  console.log(`opened ${engine.name} on ${engine.kind}: ${await engine.read(y as never)}`);
} catch (error) {
  console.log(isWeftError(error) ? `${error.tag}: ${error.message}` : String(error));
}
