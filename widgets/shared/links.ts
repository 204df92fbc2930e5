/** What widgets that are linked tell each other. */
export interface LinkMessage {
  /** What kind of thing is shared, such as "select". */
  readonly kind: string;
  /** Further facts, by kind. */
  readonly [fact: string]: unknown;
}

const BUS = Symbol.for("weft.links");

/**
 * Joins a group of linked widgets on this page, whichever bundle they come from: they meet at one event target.
 *
 * @param link Name of the group; null for a widget that stands alone.
 * @param hear Called with what the others say.
 * @param signal Ends it.
 * @returns Tells the others.
 */
export function joinLink(
  link: string | null,
  hear: (message: LinkMessage) => void,
  signal: AbortSignal,
): (message: LinkMessage) => void {
  if (link === null) return () => {};
  const global = globalThis as { [BUS]?: EventTarget };
  const bus = global[BUS] ??= new EventTarget();
  const self = {};
  bus.addEventListener(link, (event) => {
    const { from, message } = (event as CustomEvent).detail;
    if (from !== self) hear(message);
  }, { signal });
  return (message) => bus.dispatchEvent(new CustomEvent(link, { detail: { from: self, message } }));
}
