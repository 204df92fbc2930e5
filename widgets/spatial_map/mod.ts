/** The widget `spatial_map`: spots in the plane, coloured, selectable, linked. */
import type { Render } from "@anywidget/types";
import { widgetRoot } from "../shared/base_style.ts";
import { element } from "../shared/elements.ts";
import { protocolNotice } from "../shared/protocol_notice.ts";
import { followTheme } from "../shared/theme.ts";
import type { MapModel } from "./map_data.ts";
import { MapView } from "./map_view.ts";
import { STYLE } from "./style.ts";

const render: Render = ({ model, el, signal }) => {
  const ending = new AbortController();
  // Older front ends give no signal and call what is returned.
  (signal as AbortSignal | undefined)?.addEventListener("abort", () => ending.abort());
  const root = widgetRoot("weft-map", STYLE);
  el.append(root);
  followTheme(root, ending.signal);
  const notice = protocolNotice(model.get("protocol"));
  if (notice) root.append(element("p", { class: "weft-footer", text: notice }));
  else new MapView(model as unknown as MapModel, root, ending.signal);
  return () => {
    ending.abort();
    root.remove();
  };
};

export default { render };
