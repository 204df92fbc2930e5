import { Lazy } from "./lazy.ts";

/** The entries of one slot by name, such as `obsm`; frozen, in the order they were added. */
export type Slots<T> = Readonly<Record<string, T>>;

/** Changes to a slot: values to set, `undefined` to remove. */
export type SlotsPatch<T> = Readonly<Record<string, T | undefined>>;

/** A frozen slot with the given entries; entries not yet computed stay so. */
export function slots<T>(entries: Readonly<Record<string, T>> = {}): Slots<T> {
  return patchSlots(entries);
}

/** The entries that are there already, leaving out those still to be computed. */
export function readyEntries<T>(base: Slots<T>): [string, T][] {
  return Object.entries(Object.getOwnPropertyDescriptors(base))
    .filter(([, descriptor]) => "value" in descriptor)
    .map(([name, descriptor]) => [name, descriptor.value as T]);
}

/** The slot with some entries set and others removed; what is not touched is shared, also when not yet computed. */
export function patchSlots<T>(base: Readonly<Record<string, T>>, patch: SlotsPatch<T> = {}): Slots<T> {
  if (Object.keys(patch).length === 0 && isSlots(base)) return base;
  const kept = Object.create(null);
  for (const [name, descriptor] of Object.entries(Object.getOwnPropertyDescriptors(base))) {
    if (!Object.hasOwn(patch, name) || patch[name] !== undefined) {
      Object.defineProperty(kept, name, { ...descriptor, configurable: true });
    }
  }
  for (const [name, value] of Object.entries(patch)) {
    if (value !== undefined) Object.defineProperty(kept, name, { value, enumerable: true, configurable: true });
  }
  return Object.freeze(kept);
}

/** The slot with a function applied to each entry when it is first asked for. */
export function mapSlots<T, U>(base: Slots<T>, change: (value: T, name: string) => U): Slots<U> {
  const mapped = Object.create(null);
  for (const name of Object.keys(base)) {
    const lazy = new Lazy(() => change(base[name]!, name));
    Object.defineProperty(mapped, name, { get: () => lazy.value, enumerable: true, configurable: true });
  }
  return Object.freeze(mapped);
}

function isSlots<T>(base: Readonly<Record<string, T>>): boolean {
  return Object.isFrozen(base) && Object.getPrototypeOf(base) === null;
}
