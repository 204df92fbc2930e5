/** Everything that a key or a button of the map can do. */
export interface Actions {
  /** What dragging does. */
  tool(tool: Tool): void;
  /** What a new lasso does to the selection. */
  mode(mode: Mode): void;
  selectAll(): void;
  invert(): void;
  clear(): void;
  /** Shows the selected points only, or all again. */
  toggleOnly(): void;
  zoomToSelection(): void;
  home(): void;
  /** Zooms about the middle of the map. */
  zoom(factor: number): void;
  /** Moves the map by shares of its size. */
  pan(right: number, down: number): void;
  fullScreen(): void;
  save(kind: "png" | "svg"): void;
  help(): void;
  /** Ends what is going on: a lasso, an open panel, the selection; whichever comes first. */
  escape(): void;
}

/** What dragging does. */
export type Tool = "pan" | "lasso" | "rectangle";
/** What a new lasso does to the selection. */
export type Mode = "replace" | "add" | "remove";

/** A key and what it does. */
export interface Shortcut {
  /** Values of `KeyboardEvent.key`. */
  readonly keys: readonly string[];
  /** How the keys are shown. */
  readonly shown: string;
  /** What happens, in words. */
  readonly words: string;
  readonly run: (actions: Actions, key: string) => void;
}

/** What of a keyboard event says which key it is. */
export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
}

const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-0.1, 0],
  ArrowRight: [0.1, 0],
  ArrowUp: [0, -0.1],
  ArrowDown: [0, 0.1],
};

/** The keys of the map, in the order in which help shows them. */
export const SHORTCUTS: readonly Shortcut[] = [
  { keys: ["p", "v"], shown: "P", words: "move the map", run: (act) => act.tool("pan") },
  { keys: ["l"], shown: "L", words: "lasso (or hold Shift and drag)", run: (act) => act.tool("lasso") },
  { keys: ["r"], shown: "R", words: "rectangle", run: (act) => act.tool("rectangle") },
  { keys: ["n"], shown: "N", words: "new selection", run: (act) => act.mode("replace") },
  { keys: ["a"], shown: "A", words: "add to the selection", run: (act) => act.mode("add") },
  { keys: ["d"], shown: "D", words: "take from the selection", run: (act) => act.mode("remove") },
  { keys: ["*"], shown: "*", words: "select all that is shown", run: (act) => act.selectAll() },
  { keys: ["i"], shown: "I", words: "invert the selection", run: (act) => act.invert() },
  { keys: ["c"], shown: "C", words: "clear the selection", run: (act) => act.clear() },
  { keys: ["o"], shown: "O", words: "show only the selection", run: (act) => act.toggleOnly() },
  { keys: ["z"], shown: "Z", words: "zoom to the selection", run: (act) => act.zoomToSelection() },
  { keys: ["0", "Home"], shown: "0", words: "show everything", run: (act) => act.home() },
  { keys: ["+", "="], shown: "+", words: "zoom in", run: (act) => act.zoom(1.25) },
  { keys: ["-", "_"], shown: "−", words: "zoom out", run: (act) => act.zoom(0.8) },
  { keys: Object.keys(ARROWS), shown: "← ↑ → ↓", words: "move", run: (act, key) => act.pan(...ARROWS[key]!) },
  { keys: ["f"], shown: "F", words: "full screen", run: (act) => act.fullScreen() },
  { keys: ["s"], shown: "S", words: "save as PNG", run: (act) => act.save("png") },
  { keys: ["?", "h"], shown: "?", words: "these keys", run: (act) => act.help() },
  { keys: ["Escape"], shown: "Esc", words: "stop, close, clear", run: (act) => act.escape() },
];

/** Does what a key stands for; returns whether it stands for anything. Keys with Ctrl, Alt or Meta are the browser's. */
export function runKey(event: KeyPress, actions: Actions): boolean {
  if (event.ctrlKey || event.altKey || event.metaKey) return false;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const shortcut = SHORTCUTS.find(({ keys }) => keys.includes(key));
  shortcut?.run(actions, key);
  return shortcut !== undefined;
}
