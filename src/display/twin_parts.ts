import type { TwinParts } from "./twin.ts";

/** The parts of a widget's twin, of an object that has them: its module, its state as it is now, its still picture. */
export async function twinPartsOf(value: object): Promise<TwinParts | undefined> {
  const { module, css } = value as { readonly module?: unknown; readonly css?: unknown };
  const state = asked(value, "state");
  if (typeof module !== "string" || typeof state !== "object" || state === null) return undefined;
  const picture = await (asked(value, "still") ?? asked(value, "svg"));
  return {
    ...{ module, state },
    ...(typeof picture === "string" && { still: picture }),
    ...(typeof css === "string" && { css }),
  };
}

/** A property, or what the method of that name returns. */
function asked(value: object, name: string): unknown {
  const found = (value as Readonly<Record<string, unknown>>)[name];
  return typeof found === "function" ? found.call(value) : found;
}
