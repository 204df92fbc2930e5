import type { WeftError } from "../../core/error.ts";
import { saveBytes } from "../../io/save_bytes.ts";
import { withoutRun } from "../../train/sound_state.ts";

/** What a failed training leaves beside the folder that it did not make. */
export const SOUND_STATE = "_sound_state.safetensors";

/** Keeps the last state of a run whose losses were finite, and says where in the error that broke it. */
export async function keepSoundState(
  error: WeftError,
  run: { checkpoint(): Promise<Uint8Array> },
  out: string,
): Promise<WeftError> {
  const path = `${out.replace(/[/\\]+$/, "")}${SOUND_STATE}`;
  await saveBytes(path, await run.checkpoint());
  return withoutRun(error, path);
}
