import { createRenderer } from "regl-scatterplot";

/** What draws for all maps of the page: browsers allow but a few WebGL contexts. */
type Renderer = ReturnType<typeof createRenderer>;

/** The renderer of the page, if there is one, and the size that each of its users has. */
interface Shared {
  renderer: Renderer | undefined;
  readonly users: Map<object, readonly [width: number, height: number]>;
}

/** Where the page keeps it: every map comes with a copy of this module. The number changes with what is kept there. */
const PLACE = Symbol.for("weft.gl.1");

function shared(): Shared {
  const page = globalThis as { [PLACE]?: Shared };
  return page[PLACE] ??= { renderer: undefined, users: new Map() };
}

/** The renderer of the page for a user that will say its size; throws where there is no WebGL. */
export function takeRenderer(user: object): Renderer {
  const page = shared();
  page.renderer ??= createRenderer({ canvas: document.createElement("canvas") });
  page.users.set(user, [0, 0]);
  return page.renderer;
}

/** Makes the renderer as large as the largest map on the page: the smaller, the faster it draws. */
export function fitRenderer(user: object, width: number, height: number): void {
  const { renderer, users } = shared();
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
  const page = shared();
  page.users.delete(user);
  if (page.users.size > 0) return;
  page.renderer?.destroy();
  page.renderer = undefined;
}

/** Whether the page's WebGL is computed by the processor: it then costs more to show a picture than to draw it. */
export function drawsWithoutGraphicsCard({ regl }: Renderer): boolean {
  const { _gl: gl } = regl as unknown as { readonly _gl: WebGLRenderingContext };
  const name = gl.getExtension("WEBGL_debug_renderer_info")?.UNMASKED_RENDERER_WEBGL ?? gl.RENDERER;
  return /swiftshader|llvmpipe|softpipe|software|basic render/i.test(String(gl.getParameter(name)));
}
