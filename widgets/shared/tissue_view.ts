import { element } from "./elements.ts";

/** Colour of spots that have no cluster yet. */
const UNKNOWN = "#8a919a66";
/** Spots whose nearest other is looked for, to find how large a dot may be. */
const PROBES = 100;
/** Below this diameter in pixels, a square looks like a dot. */
const SMALL = 3;

/** What is drawn. */
export interface Spots {
  readonly x: Float32Array;
  readonly y: Float32Array;
  readonly labels: Uint8Array;
  readonly colors: readonly string[];
}

/** The spots as dots on a canvas as wide as its place. */
export class TissueView {
  /** The canvas. */
  readonly canvas: HTMLCanvasElement = element("canvas", { attributes: { role: "img" } });
  #spots: Spots = { x: new Float32Array(0), y: new Float32Array(0), labels: new Uint8Array(0), colors: [] };
  #dot = 0;
  #height = 1;
  #drawn = "";

  /** Takes other spots. Drawing them is another matter. */
  show(spots: Spots): void {
    if (!sameNumbers(spots.x, this.#spots.x) || !sameNumbers(spots.y, this.#spots.y)) {
      this.#dot = dotSize(spots.x, spots.y);
      this.#height = spots.y.reduce((most, value) => Math.max(most, value), 0);
    }
    this.#spots = spots;
    this.#drawn = "";
  }

  /** Draws them at the canvas' present width, unless they are there already. */
  draw(): void {
    const { canvas } = this;
    const { x, y, labels, colors } = this.#spots;
    const width = canvas.clientWidth;
    const context = canvas.getContext("2d");
    if (width === 0 || x.length === 0 || !context) return;
    const ratio = Math.min(3, globalThis.devicePixelRatio || 1);
    const now = `${width} ${ratio}`;
    if (this.#drawn === now) return;
    this.#drawn = now;
    const scale = width / (1 + this.#dot);
    const height = Math.ceil((this.#height + this.#dot) * scale);
    canvas.style.height = `${height}px`;
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    const radius = this.#dot * scale / 2;
    for (const [label, rows] of byLabel(labels, x.length)) {
      context.fillStyle = label < 0 ? UNKNOWN : colors[label % colors.length]!;
      context.beginPath();
      for (const i of rows) {
        const [left, top] = [x[i]! * scale + radius, y[i]! * scale + radius];
        if (2 * radius < SMALL) context.rect(left - radius, top - radius, 2 * radius, 2 * radius);
        else {
          context.moveTo(left + radius, top);
          context.arc(left, top, radius, 0, 2 * Math.PI);
        }
      }
      context.fill();
    }
  }
}

/** By value: every reading of the model's bytes makes arrays of its own. */
function sameNumbers(a: Float32Array, b: Float32Array): boolean {
  return a.length === b.length && a.every((value, i) => value === b[i]);
}

function byLabel(labels: Uint8Array, length: number): Map<number, number[]> {
  const rows = new Map<number, number[]>();
  for (let i = 0; i < length; i++) {
    const label = labels[i] ?? -1;
    const list = rows.get(label);
    if (list) list.push(i);
    else rows.set(label, [i]);
  }
  return rows;
}

/** Diameter at which dots just about touch: the median distance from some spots to their nearest other. */
function dotSize(x: Float32Array, y: Float32Array): number {
  const stride = Math.max(1, Math.floor(x.length / PROBES));
  const nearest: number[] = [];
  for (let i = 0; i < x.length; i += stride) {
    let best = Infinity;
    for (let j = 0; j < x.length; j++) {
      const distance = (x[i]! - x[j]!) ** 2 + (y[i]! - y[j]!) ** 2;
      if (distance > 0 && distance < best) best = distance;
    }
    if (best < Infinity) nearest.push(Math.sqrt(best));
  }
  nearest.sort((a, b) => a - b);
  return Math.min(0.1, Math.max(0.008, nearest[nearest.length >> 1] ?? 0.1));
}
