import { show } from "../../core/check.ts";
import { WeftError } from "../../core/error.ts";
import type { LossLiveMessage } from "../protocol/loss_live.ts";

const ACTIONS: readonly unknown[] = ["pause", "resume", "stop"];

/**
 * What a page asks for, once it is known to be such a thing.
 *
 * @throws {WeftError} `InvalidArgument` for all else.
 */
export function readControl(content: unknown): LossLiveMessage {
  const { kind, action, from } = (content ?? {}) as Record<string, unknown>;
  if (kind === "control" && ACTIONS.includes(action)) return { kind, action } as LossLiveMessage;
  if (kind === "rows" && Number.isSafeInteger(from) && (from as number) >= 0) return { kind, from: from as number };
  throw new WeftError("InvalidArgument", {
    expected: "pause, resume, stop, or rows of the curve",
    found: show(JSON.stringify(content)?.slice(0, 80)),
  });
}
