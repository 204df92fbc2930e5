import { palette } from "../../../src/plot/palette.ts";
import { packNames } from "../../../src/bridge/protocol/names.ts";
import type { SpatialMapState } from "../../../src/bridge/protocol.ts";
import { Rng } from "../../../src/core/rng.ts";

/** A tissue of `side × side` spots on a hexagonal grid whose domains are rings about a centre. */
export function mapState(side: number, changes: Partial<SpatialMapState> = {}): SpatialMapState {
  const n = side * side;
  const [x, y, values] = [new Float32Array(n), new Float32Array(n), new Uint8Array(n)];
  const rng = new Rng(1);
  const labels = ["follicle", "mantle zone", "T cell zone", "medulla", "capsule"];
  const step = 2 / side;
  for (let i = 0; i < n; i++) {
    const [column, row] = [i % side, Math.floor(i / side)];
    x[i] = -1 + step * (column + 0.25 + (row % 2) / 2);
    y[i] = (1 - step * (row + 0.5)) * 0.866;
    const ring = Math.hypot(x[i]! - 0.2, y[i]! + 0.1) * 4 + 0.25 * rng.normal();
    values[i] = rng.uniform() < 0.01 ? 255 : Math.max(0, Math.min(labels.length - 1, Math.floor(ring)));
  }
  return {
    protocol: 1,
    title: "lymph node",
    x,
    y,
    scale: { length: 3250, unit: "µm" },
    names: packNames(Array.from({ length: n }, (_, i) => `AAAC-${i}`)),
    channel: { kind: "category", key: "domain", dtype: "uint8", labels, colors: palette(labels.length) },
    values,
    emphasis: null,
    emphasisValues: new Float32Array(0),
    keys: ["domain", "CD3E", "adt:CD19"],
    hidden: [],
    selected: new Uint8Array((n + 7) >> 3),
    sections: null,
    section: null,
    underlays: [],
    underlayOpacity: 0.6,
    link: null,
    spots: null,
    spacing: step,
    pointSize: 0.96,
    opacity: 1,
    live: true,
    ...changes,
  };
}
