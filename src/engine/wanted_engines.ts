import { checkOneOf } from "../core/check.ts";
import { wantedEngine } from "../kernels/environment.ts";
import type { EngineName } from "./engine.ts";
import type { EngineEntry } from "./engines/engine_entry.ts";
import { ENGINES } from "./engines/mod.ts";

/** Engines to try, in this order. */
export interface Wanted {
  /** Their rows; a single one when it was named. */
  readonly entries: readonly EngineEntry[];
  /** Whether none was named, so that one that fails is passed over. */
  readonly auto: boolean;
  /** Whether Deno may ask for rights. */
  readonly ask: boolean;
  /** Who named it: "name", or a variable of the environment. */
  readonly by: string;
}

/** The engine an option names, else the environment, else all that `auto` may take. */
export function wantedEngines(option: "auto" | EngineName): Wanted {
  const names = ENGINES.map(({ name }) => name);
  checkOneOf(option, "engine", ["auto", ...names]);
  const variable = wantedEngine();
  if (option === "auto" && variable === undefined) {
    return { entries: ENGINES.filter(({ automatic }) => automatic), auto: true, ask: false, by: "nobody" };
  }
  const name = option === "auto" ? variable : option;
  checkOneOf(name, "the environment variable WEFT_ENGINE", names);
  const by = option === "auto" ? "WEFT_ENGINE" : "name";
  return { entries: ENGINES.filter((entry) => entry.name === name), auto: false, ask: true, by };
}

/** Why an engine is taken, and why those before it were not, for the receipt. */
export function whyTaken({ what }: EngineEntry, { auto, by }: Wanted, passedOver: readonly string[]): string {
  if (!auto) return `${what}, asked for by ${by}`;
  const others = passedOver.length > 0 ? ` (${passedOver.join("; ")})` : "";
  return `${what}, the fastest engine there is here${others}`;
}
