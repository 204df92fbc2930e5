import type { TwinParts } from "./twin.ts";

/** The parts of a widget's twin, of an object that has them: its module, its state as it is now, its still picture. */
export async function twinPartsOf(value: object): Promise<TwinParts | undefined> {
  const { module, state, still, css } = value as Readonly<Record<"module" | "state" | "still" | "css", unknown>>;
  if (typeof module !== "string" || typeof state !== "object" || state === null) return undefined;
  const picture = typeof still === "function" ? await still.call(value) : still;
  return {
    ...{ module, state },
    ...(typeof picture === "string" && { still: picture }),
    ...(typeof css === "string" && { css }),
  };
}
