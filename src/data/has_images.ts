import type { Annotated } from "./annotated.ts";
import { objectsOf } from "./objects_of.ts";

/** Whether pictures of the tissue come with it, in `uns["spatial"]` of the whole or of a modality. */
export function hasImages(data: Annotated): boolean {
  return objectsOf(data).some(({ uns }) => "spatial" in uns);
}
