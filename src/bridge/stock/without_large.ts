import type { DisplayBundle } from "../../core/renderers.ts";
import { PIECE } from "./small_messages.ts";

/** A display without what is too large for the stock kernel, which would garble all that comes after it. */
export function withoutLarge(bundle: DisplayBundle): DisplayBundle {
  return Object.fromEntries(
    Object.entries(bundle).filter(([, content]) => typeof content !== "string" || content.length <= PIECE),
  );
}
