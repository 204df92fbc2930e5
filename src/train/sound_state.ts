import { WeftError } from "../core/error.ts";
import { isWeftError } from "../core/is_weft_error.ts";

/** Whether an error tells of a loss that was not finite, after a state whose losses were. */
export function hasSoundState(error: unknown): error is WeftError {
  return isWeftError(error, "Failed") && error.fields.soundEpoch !== undefined;
}

/**
 * The same error for whom there is no `run` to ask for that state.
 *
 * @param holder What holds it now; `undefined` when it is gone.
 */
export function withoutRun({ tag, fields }: WeftError, holder?: string): WeftError {
  const { cause, soundEpoch } = fields;
  const next = holder === undefined ? `${cause}` : `${cause} ${keptIn(holder, Number(soundEpoch))}`;
  return new WeftError(tag, { ...fields, next });
}

/** Where the state after an epoch is, as a sentence. */
export function keptIn(holder: string, epoch: number): string {
  return `${holder} holds the state after epoch ${epoch}, whose losses were finite.`;
}
