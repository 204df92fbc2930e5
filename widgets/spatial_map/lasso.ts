import { rectanglePolygon } from "./points_in_polygon.ts";

/** Pixels that the pointer moves before a corner is added. */
const STEP = 2;

/** What a lasso tells the map. */
export interface LassoEvents {
  /** Whether a drag that begins now draws a shape, and which. */
  readonly shape: (event: PointerEvent) => "lasso" | "rectangle" | null;
  /** The shape so far, in pixels of the stage; null when it is gone. */
  readonly draw: (polygon: ArrayLike<number> | null) => void;
  /** The shape is done. */
  readonly done: (polygon: ArrayLike<number>, event: PointerEvent) => void;
}

/** A shape that the pointer draws on a stage; mouse, pen and finger alike. Returns what breaks it off. */
export function followLasso(stage: HTMLElement, signal: AbortSignal, events: LassoEvents): () => boolean {
  let drawn: { shape: "lasso" | "rectangle"; pointer: number; corners: number[] } | undefined;
  const place = (event: PointerEvent): [number, number] => {
    const { left, top } = stage.getBoundingClientRect();
    return [event.clientX - left, event.clientY - top];
  };
  const polygon = (): ArrayLike<number> => {
    const corners = drawn!.corners;
    if (drawn!.shape === "lasso") return corners;
    return rectanglePolygon(corners[0]!, corners[1]!, corners.at(-2)!, corners.at(-1)!);
  };
  const stop = (): boolean => {
    const was = drawn !== undefined;
    drawn = undefined;
    events.draw(null);
    return was;
  };
  stage.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || drawn) return;
    const shape = events.shape(event);
    if (!shape) return;
    // Keeps the plot beneath from taking the same drag as a move of the map.
    event.preventDefault();
    event.stopPropagation();
    stage.focus({ preventScroll: true });
    stage.setPointerCapture(event.pointerId);
    drawn = { shape, pointer: event.pointerId, corners: place(event) };
  }, { signal, capture: true });
  stage.addEventListener("pointermove", (event) => {
    if (event.pointerId !== drawn?.pointer) return;
    const [x, y] = place(event);
    const { corners } = drawn;
    if (Math.hypot(x - corners.at(-2)!, y - corners.at(-1)!) < STEP) return;
    if (drawn.shape === "lasso") corners.push(x, y);
    else drawn.corners = [corners[0]!, corners[1]!, x, y];
    events.draw(polygon());
  }, { signal });
  stage.addEventListener("pointerup", (event) => {
    if (event.pointerId !== drawn?.pointer) return;
    const shape = drawn.corners.length >= 4 ? polygon() : null;
    stop();
    if (shape) events.done(shape, event);
  }, { signal });
  stage.addEventListener("pointercancel", () => stop(), { signal });
  return stop;
}
