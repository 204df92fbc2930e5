/**
 * Times of the spatial map in a real Chromium with software WebGL: `deno run -A bench/spatial_map.ts`. The first figure is
 * a ratio within one run: a million points painted by the map and by bare regl-scatterplot in turn, in fresh pages.
 */
/// <reference lib="dom" />
import { bundleModule } from "../tools/build_widgets.ts";
import { findChromium } from "../tools/chromium.ts";
import { Chromium } from "../test/browser/chromium.ts";
import { ChromiumProcess } from "../test/browser/chromium_process.ts";
import { openMaps } from "../test/browser/spatial_map/map_page.ts";

const ROUNDS = 5;

/** Median, and what it lies between. */
function spread(times: readonly number[]): string {
  const sorted = times.toSorted((a, b) => a - b);
  return `${sorted[sorted.length >> 1]!.toFixed(0)} ms (${sorted[0]!.toFixed(0)} to ${sorted.at(-1)!.toFixed(0)})`;
}

const path = await findChromium();
if (path === undefined) {
  console.log("SKIPPED: no Chromium");
  Deno.exit(0);
}
const process = await ChromiumProcess.start(path);
try {
  await using chromium = await Chromium.connect(process);
  const files = {
    "bare.js": await bundleText(`export { default } from "regl-scatterplot";`),
    "state.js": await bundleModule("test/browser/spatial_map/map_state.ts"),
  };
  const [ours, theirs]: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round++) {
    for (const kind of round % 2 ? ["bare", "map"] as const : ["map", "bare"] as const) {
      const page = await openMaps(chromium, [], { files });
      const time = await page.evaluate(paint, [kind, 1000] as const);
      (kind === "map" ? ours : theirs).push(time);
      await page.context().close();
    }
  }
  console.log(`10^6 points painted: map ${spread(ours)}, bare regl-scatterplot ${spread(theirs)}`);
  const ratios = ours.map((time, round) => time / theirs[round]!).sort((a, b) => a - b);
  console.log(
    `  ratio, round by round: median ${ratios[ROUNDS >> 1]!.toFixed(2)}, largest ${ratios.at(-1)!.toFixed(2)}`,
  );

  const page = await openMaps(chromium, [], { files });
  await page.evaluate(paint, ["map", 316] as const);
  const [lasso, recolor]: [number[], number[]] = [[], []];
  const box = (await page.locator(".weft-stage").boundingBox())!;
  await page.locator("[data-action=lasso]").click();
  for (let round = 0; round < 2 * ROUNDS; round++) {
    const radius = 0.15 + 0.02 * round;
    for (let i = 0; i <= 60; i++) {
      const x = box.x + box.width * (0.5 + radius * Math.cos(i / 10));
      const y = box.y + box.height * (0.5 + radius * Math.sin(i / 10));
      await page.mouse.move(x, y);
      if (i === 0) await page.mouse.down();
    }
    await page.evaluate(() => {
      const stage = document.querySelector(".weft-stage")!;
      stage.addEventListener("pointerup", () => Reflect.set(globalThis, "up", performance.now()), {
        capture: true,
        once: true,
      });
    });
    await page.mouse.up();
    lasso.push(
      await page.evaluate(() => Reflect.get(globalThis, "models")[0].saved.at(-1).at - Reflect.get(globalThis, "up")),
    );
    await page.waitForTimeout(300);
  }
  console.log(`lasso let go → bit set on its way to the kernel, 10^5 points: ${spread(lasso)}`);
  await page.keyboard.press("c");
  await page.waitForTimeout(1000);
  await page.evaluate(startBare);
  const redraw: number[] = [];
  for (let round = 0; round < 2 * ROUNDS; round++) {
    redraw.push(await page.evaluate(redrawBare));
    recolor.push(await page.evaluate(recolour, round));
  }
  console.log(`colours of a gene arrived → painted, 10^5 points: ${spread(recolor)}`);
  console.log(`  beside it, bare regl-scatterplot draws the same points again, unchanged: ${spread(redraw)}`);
} finally {
  await process.stop();
}

/** Bundles the text of a module. */
async function bundleText(text: string): Promise<string> {
  const file = await Deno.makeTempFile({ suffix: ".ts" });
  await Deno.writeTextFile(file, text);
  return await bundleModule(file).finally(() => Deno.remove(file));
}

/** In the page: a square of points from their arrays to pixels. */
async function paint([kind, side]: readonly ["map" | "bare", number]): Promise<number> {
  const el = document.body.appendChild(document.createElement("div"));
  el.style.width = "900px";
  const load = (name: string) => import(new URL(name, location.href).href);
  const state = (await load("state.js")).mapState(side);
  const { default: scatterplot } = await load("bare.js");
  const started = performance.now();
  let canvas: HTMLCanvasElement;
  if (kind === "map") {
    Reflect.get(globalThis, "renderMap")(state, el);
    canvas = el.querySelector("canvas.weft-canvas")!;
    while (canvas.dataset["painted"] !== "yes") await new Promise((resolve) => requestAnimationFrame(resolve));
  } else {
    canvas = el.appendChild(document.createElement("canvas"));

    const plot = scatterplot({
      canvas,
      width: 700,
      height: 560,
      pointSize: 1,
      colorBy: "valueZ",
      pointColor: state.channel.colors,
    });
    await plot.draw({ x: state.x, y: state.y, z: state.values.map((code: number) => code % 5) });
  }
  const { data } = canvas.getContext("2d")!.getImageData(canvas.width / 2 - 20, canvas.height / 2 - 20, 40, 40);
  const time = performance.now() - started;
  if (!data.some((byte) => byte > 0)) throw new Error("nothing was painted");
  return time;
}

/** In the page: other numbers arrive as from the kernel. */
async function recolour(round: number): Promise<number> {
  const model = Reflect.get(globalThis, "models")[0];
  const n = model.state.x.byteLength / 4;
  const values = Float32Array.from({ length: n }, (_, i) => (i * (round + 3)) % 97 / 97);
  const channel = { kind: "value", key: `gene ${round}`, dtype: "float32", min: 0, max: 1, clip: [0, 1] };
  const canvas = document.querySelector<HTMLCanvasElement>("canvas.weft-canvas")!;
  const painted = new Promise<void>((resolve) => {
    const observer = new MutationObserver(() => {
      if (canvas.dataset["painted"] !== "yes") return;
      observer.disconnect();
      resolve();
    });
    observer.observe(canvas, { attributes: true });
  });
  const started = performance.now();
  model.receive({ channel, values: new DataView(values.buffer), hidden: [] });
  await painted;
  canvas.getContext("2d")!.getImageData(canvas.width / 2, canvas.height / 2, 1, 1);
  return performance.now() - started;
}

/** In the page: the same points in bare regl-scatterplot. */
async function startBare(): Promise<void> {
  const load = (name: string) => import(new URL(name, location.href).href);
  const state = (await load("state.js")).mapState(316);
  const canvas = document.body.appendChild(document.createElement("canvas"));
  const { default: scatterplot } = await load("bare.js");
  const plot = scatterplot({ canvas, width: 700, height: 560, pointSize: 1.7, colorBy: "valueZ" });
  plot.set({ pointColor: state.channel.colors });
  await plot.draw({ x: state.x, y: state.y, z: state.values.map((code: number) => code % 5) });
  Reflect.set(globalThis, "bare", { plot, canvas });
}

/** In the page: bare regl-scatterplot draws once more. */
async function redrawBare(): Promise<number> {
  const { plot, canvas } = Reflect.get(globalThis, "bare");
  const started = performance.now();
  const drawn = new Promise((resolve) => plot.subscribe("draw", resolve, 1));
  plot.redraw();
  await drawn;
  canvas.getContext("2d").getImageData(canvas.width / 2, canvas.height / 2, 1, 1);
  return performance.now() - started;
}
