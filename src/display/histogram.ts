/** A picture of how often whole numbers occur. */
interface Histogram {
  /** The least and greatest number of each bar. */
  readonly bins: readonly (readonly [from: number, to: number])[];
  /** How many there are in each. */
  readonly counts: readonly number[];
}

const MOST_BARS = 40;

/** Counts whole numbers ≥ 0 into bars: one a number, or of equal width when there are too many. */
export function histogramOf(values: ArrayLike<number>): Histogram {
  let [low, high] = [Infinity, -Infinity];
  for (let i = 0; i < values.length; i++) {
    low = Math.min(low, values[i]!);
    high = Math.max(high, values[i]!);
  }
  if (!(low <= high)) return { bins: [], counts: [] };
  const width = Math.ceil((high - low + 1) / MOST_BARS);
  const counts = new Array<number>(Math.floor((high - low) / width) + 1).fill(0);
  for (let i = 0; i < values.length; i++) counts[Math.floor((values[i]! - low) / width)]!++;
  const bins = counts.map((_, b) => [low + b * width, low + (b + 1) * width - 1] as const);
  return { bins, counts };
}

const [WIDTH, HEIGHT, LEFT, BOTTOM, TOP] = [420, 110, 44, 34, 8];
/** Room for the number under a bar in pixels. */
const LABEL = 26;

/** The histogram as SVG in one ink, with what is counted beneath and how many beside. */
export function histogramSvg({ bins, counts }: Histogram, title: string, ink: string): string {
  const most = Math.max(...counts, 1);
  const step = WIDTH / Math.max(1, bins.length);
  const bar = Math.min(28, Math.max(1, step * 0.82));
  const every = Math.ceil(LABEL / step);
  const bars = counts.map((count, b) => {
    const height = HEIGHT * count / most;
    const x = LEFT + (b + 0.5) * step;
    const [from, to] = bins[b]!;
    const name = from === to ? `${from}` : `${from}–${to}`;
    const label = b % every === 0 ? text(x, TOP + HEIGHT + 14, from.toLocaleString("en-US"), "middle", ink) : "";
    return `<rect x="${round(x - bar / 2)}" y="${round(TOP + HEIGHT - height)}" width="${round(bar)}" ` +
      `height="${round(height)}" fill="#2a86c8"><title>${name}: ${
        count.toLocaleString("en-US")
      }</title></rect>${label}`;
  });
  const base = `<path d="M${LEFT} ${TOP + HEIGHT + 0.5}h${WIDTH}" stroke="${ink}" stroke-opacity="0.4"/>`;
  const scale = text(LEFT - 6, TOP + 8, most.toLocaleString("en-US"), "end", ink) +
    text(LEFT - 6, TOP + HEIGHT, "0", "end", ink);
  const below = text(LEFT + WIDTH / 2, TOP + HEIGHT + 30, title, "middle", ink);
  const size = [LEFT + WIDTH + 8, TOP + HEIGHT + BOTTOM];
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${size[0]}" height="${size[1]}" ` +
    `viewBox="0 0 ${size[0]} ${size[1]}" role="img" aria-label="${title}">${base}${
      bars.join("")
    }${scale}${below}</svg>`;
}

function text(x: number, y: number, words: string, anchor: string, ink: string): string {
  return `<text x="${round(x)}" y="${round(y)}" text-anchor="${anchor}" fill="${ink}" font-size="11" ` +
    `font-family="Helvetica Neue, Helvetica, Arial, sans-serif">${words}</text>`;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
