import { LossLive } from "../bridge/loss_live/loss_live.ts";
import { lossLive } from "../bridge/loss_live/view_of_run.ts";
import { Run } from "../train/run.ts";

/** What stands for an object on a page without a kernel: of a run its view, once it shows the end if there is one. */
export async function pageObject(value: object): Promise<object> {
  const view = value instanceof Run ? lossLive(value) : value;
  if (view instanceof LossLive && isOver(view.run)) await view.settled();
  return view;
}

function isOver({ state }: Pick<Run<never>, "state">): boolean {
  return state === "done" || state === "interrupted" || state === "failed";
}
