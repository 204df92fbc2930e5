/** The widget `loss_live`: a training as it goes on. Curves, tissue, and buttons that hold and end it. */
import type { Render } from "@anywidget/types";
import { element } from "../shared/elements.ts";
import { protocolNotice } from "../shared/protocol_notice.ts";
import { LossLiveWidget } from "./widget.ts";

const render: Render = ({ model, el, signal }) => {
  const notice = protocolNotice(model.get("protocol"));
  if (notice !== null) return el.append(element("p", { text: notice }));
  const widget = new LossLiveWidget(model);
  el.append(widget.root);
  signal?.addEventListener("abort", () => widget.end());
  return () => widget.end();
};

export default { render };
