/** A box of the plane. */
export interface Frame {
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
  readonly top: number;
}

/** Where sections come to lie. */
export interface TilePlan {
  /** How far each section is moved. */
  readonly shifts: readonly (readonly [dx: number, dy: number])[];
  /** Where each section lies then. */
  readonly frames: readonly Frame[];
  /** What holds them all. */
  readonly frame: Frame;
}

/** Space between sections that are laid side by side, as a share of the largest. */
const GAP = 0.12;

/** The box around each group of points. */
export function framesOf(x: Float64Array, y: Float64Array, groups: readonly Int32Array[]): Frame[] {
  return groups.map((rows) => {
    let [left, bottom, right, top] = [Infinity, Infinity, -Infinity, -Infinity];
    for (const i of rows) {
      left = Math.min(left, x[i]!);
      right = Math.max(right, x[i]!);
      bottom = Math.min(bottom, y[i]!);
      top = Math.max(top, y[i]!);
    }
    return { left, bottom, right, top };
  });
}

/**
 * Lays sections side by side, row after row from the upper left, where two of them overlap; else, and with `apart` false,
 * they stay where they are.
 */
export function tiled(frames: readonly Frame[], apart: boolean): TilePlan {
  const stay = !apart || !frames.some((a, i) => frames.slice(i + 1).some((b) => overlap(a, b)));
  const shifts = stay ? frames.map((): [number, number] => [0, 0]) : shiftsOf(frames);
  const moved = frames.map((frame, i) => shifted(frame, ...shifts[i]!));
  return { shifts, frames: moved, frame: around(moved) };
}

function shiftsOf(frames: readonly Frame[]): [number, number][] {
  const width = Math.max(...frames.map(({ left, right }) => right - left));
  const height = Math.max(...frames.map(({ bottom, top }) => top - bottom));
  const gap = GAP * Math.max(width, height) || 1;
  const columns = Math.max(1, Math.round(Math.sqrt(frames.length * (height + gap) * 1.4 / (width + gap))));
  return frames.map(({ left, top }, i) => [
    (i % columns) * (width + gap) - left,
    -Math.floor(i / columns) * (height + gap) - top,
  ]);
}

function overlap(a: Frame, b: Frame): boolean {
  return a.left < b.right && b.left < a.right && a.bottom < b.top && b.bottom < a.top;
}

function shifted({ left, bottom, right, top }: Frame, dx: number, dy: number): Frame {
  return { left: left + dx, bottom: bottom + dy, right: right + dx, top: top + dy };
}

function around(frames: readonly Frame[]): Frame {
  return {
    left: Math.min(...frames.map(({ left }) => left)),
    bottom: Math.min(...frames.map(({ bottom }) => bottom)),
    right: Math.max(...frames.map(({ right }) => right)),
    top: Math.max(...frames.map(({ top }) => top)),
  };
}
