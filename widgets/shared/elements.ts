/** What {@linkcode element} sets on a new element. */
export interface ElementOptions {
  /** Class names, separated by spaces. */
  readonly class?: string;
  /** Text inside, shown as text whatever it holds. */
  readonly text?: string;
  /** Attributes by name; `false` and `null` leave one out, `true` sets it empty. */
  readonly attributes?: Readonly<
    Record<string, string | number | boolean | null>
  >;
  /** Listeners by event name. */
  readonly on?: Readonly<Record<string, (event: Event) => void>>;
}

/**
 * A new element. Text goes in as text and listeners as functions: no markup is parsed anywhere in a widget.
 *
 * @param tag Its name, such as "button".
 * @param options Class, text, attributes and listeners.
 * @param children Elements and texts inside, in order.
 */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  options: ElementOptions = {},
  children: readonly (Node | string)[] = [],
): HTMLElementTagNameMap[K] {
  return filled(document.createElement(tag), options, children);
}

const SVG = "http://www.w3.org/2000/svg";

/** A new element of SVG, as {@linkcode element} makes one of HTML. */
export function svgElement<K extends keyof SVGElementTagNameMap>(
  tag: K,
  options: ElementOptions = {},
  children: readonly (Node | string)[] = [],
): SVGElementTagNameMap[K] {
  return filled(document.createElementNS(SVG, tag), options, children);
}

function filled<E extends HTMLElement | SVGElement>(
  made: E,
  options: ElementOptions,
  children: readonly (Node | string)[],
): E {
  if (options.class) made.setAttribute("class", options.class);
  if (options.text !== undefined) made.textContent = options.text;
  for (const [name, value] of Object.entries(options.attributes ?? {})) {
    if (value !== null && value !== false) {
      made.setAttribute(name, value === true ? "" : String(value));
    }
  }
  for (const [name, listener] of Object.entries(options.on ?? {})) {
    made.addEventListener(name, listener);
  }
  made.append(...children);
  return made;
}
