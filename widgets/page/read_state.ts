/** A widget's state as it stands in a page: binary traits are text in base64, beside the path to where they belong. */
export interface InlineState {
  /** Traits by name; `null` where a binary one belongs. */
  readonly state: Readonly<Record<string, unknown>>;
  /** The binary ones. */
  readonly buffers: readonly InlineBuffer[];
}

/** One binary trait. */
export interface InlineBuffer {
  /** Keys and positions that lead to it. */
  readonly path: readonly (string | number)[];
  /** Its bytes in base64. */
  readonly data: string;
}

/** The state with its binary traits in place, each a `DataView` as anywidget hands them out. */
export function readState({ state, buffers }: InlineState): Record<string, unknown> {
  const whole = structuredClone(state) as Record<string, unknown>;
  for (const { path, data } of buffers) {
    const parent = path.slice(0, -1).reduce<Record<string | number, unknown>>(
      (at, key) => at[key] as Record<string | number, unknown>,
      whole,
    );
    parent[path.at(-1)!] = viewOf(data);
  }
  return whole;
}

function viewOf(base64: string): DataView {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return new DataView(bytes.buffer);
}
