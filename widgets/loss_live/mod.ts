/** The widget `loss_live`: a training as it goes on. Curves, tissue, and buttons that hold and end it. */
import type { Render } from "@anywidget/types";
import { PROTOCOL_VERSION } from "../../src/bridge/protocol/protocol_version.ts";
import { element } from "../shared/elements.ts";
import { LossLiveWidget } from "./widget.ts";
import { STYLE } from "./style.ts";

const render: Render = ({ model, el, signal }) => {
  const protocol = model.get("protocol");
  if (protocol !== PROTOCOL_VERSION) {
    el.append(element("p", {
      text: `This view speaks version ${PROTOCOL_VERSION} of its protocol, the kernel version ${String(protocol)}. ` +
        "Run the cell again with one version of weft.",
    }));
    return;
  }
  const widget = new LossLiveWidget(model);
  el.append(element("style", { text: STYLE }), widget.root);
  signal.addEventListener("abort", () => widget.end());
  return () => widget.end();
};

export default { render };
