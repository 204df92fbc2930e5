import { createRenderer } from "regl-scatterplot";

/** What draws for all maps of the page: browsers allow but a few WebGL contexts. */
type Renderer = ReturnType<typeof createRenderer>;

let renderer: Renderer | undefined;
const users = new Map<object, readonly [width: number, height: number]>();

/** The renderer of the page for a user that will say its size; throws where there is no WebGL. */
export function takeRenderer(user: object): Renderer {
  renderer ??= createRenderer({ canvas: document.createElement("canvas") });
  users.set(user, [0, 0]);
  return renderer;
}

/** Makes the renderer as large as the largest map on the page: the smaller, the faster it draws. */
export function fitRenderer(user: object, width: number, height: number): void {
  if (!renderer || !users.has(user)) return;
  users.set(user, [width, height]);
  const sizes = [...users.values()];
  const [w, h] = [Math.max(1, ...sizes.map(([w]) => w)), Math.max(1, ...sizes.map(([, h]) => h))];
  const ratio = devicePixelRatio;
  if (renderer.canvas.width === Math.floor(w * ratio) && renderer.canvas.height === Math.floor(h * ratio)) return;
  renderer.resize(w, h);
  renderer.refresh();
}

/** Gives the renderer back; the last one to do so ends it. */
export function releaseRenderer(user: object): void {
  users.delete(user);
  if (users.size > 0 || !renderer) return;
  renderer.destroy();
  renderer = undefined;
}
