/** The widget `ablation_board`: a study as it fills in. Small curves, a table, and the map of the row picked. */
import type { Render } from "@anywidget/types";
import { element } from "../shared/elements.ts";
import { protocolNotice } from "../shared/protocol_notice.ts";
import { AblationBoardWidget } from "./widget.ts";

const render: Render = ({ model, el, signal }) => {
  const notice = protocolNotice(model.get("protocol"));
  if (notice !== null) return el.append(element("p", { text: notice }));
  const widget = new AblationBoardWidget(model);
  el.append(widget.root);
  signal?.addEventListener("abort", () => widget.end());
  return () => widget.end();
};

export default { render };
