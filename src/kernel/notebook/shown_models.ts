import type { Json } from "../wire/message.ts";
import type { Cell } from "./notebook.ts";

/** MIME type of a widget's view, which names the model that it shows. */
export const VIEW = "application/vnd.jupyter.widget-view+json";

/** Ids of the models that the outputs of some cells show. */
export function shownModels(cells: readonly Cell[]): readonly string[] {
  return cells.flatMap((cell) => cell.cell_type === "code" ? cell.outputs : []).flatMap((output) => {
    const id = "data" in output ? (output.data[VIEW] as Json | undefined)?.["model_id"] : undefined;
    return typeof id === "string" ? [id] : [];
  });
}
