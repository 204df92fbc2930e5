import { AblationBoard } from "../bridge/ablation_board/ablation_board.ts";
import { ablationBoard } from "../bridge/ablation_board/board_of_study.ts";
import { LossLive } from "../bridge/loss_live/loss_live.ts";
import { lossLive } from "../bridge/loss_live/view_of_run.ts";
import { Study } from "../study/study.ts";
import { Run } from "../train/run.ts";

/** What stands for an object on a page without a kernel: of a run or study its view, once it shows the end if there is one. */
export async function pageObject(value: object): Promise<object> {
  const view = value instanceof Run ? lossLive(value) : value instanceof Study ? ablationBoard(value) : value;
  if (view instanceof LossLive && isOver(view.run)) await view.settled();
  if (view instanceof AblationBoard && view.study.state !== "running") await view.settled();
  return view;
}

function isOver({ state }: Pick<Run<never>, "state">): boolean {
  return state === "done" || state === "interrupted" || state === "failed";
}
