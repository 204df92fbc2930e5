/** The widget `spatial_map`: spots in the plane, coloured, selectable, linked. */
import type { Render } from "@anywidget/types";
import createScatterplot from "regl-scatterplot";
import { arrayOf } from "../shared/arrays.ts";
import { element } from "../shared/elements.ts";

const render: Render = ({ model, el, signal }) => {
  const canvas = element("canvas", {
    attributes: { style: "width:100%;height:400px" },
  });
  el.append(
    element("div", { attributes: { style: "position:relative" } }, [canvas]),
  );
  const plot = createScatterplot({ canvas, pointSize: 4 });
  const paint = (): void => {
    const channel = model.get("channel");
    const points = {
      x: arrayOf(model.get("x"), "float32"),
      y: arrayOf(model.get("y"), "float32"),
    };
    if (channel?.kind === "category") {
      plot.set({ colorBy: "z", pointColor: channel.colors });
      plot.draw({ ...points, z: arrayOf(model.get("values"), channel.dtype) }, {
        zDataType: "categorical",
      });
    } else {
      plot.draw(points);
    }
  };
  model.on("change:values", paint);
  paint();
  signal.addEventListener("abort", () => plot.destroy());
};

export default { render };
