import { examples } from "../core/check.ts";
import { WeftError } from "../core/error.ts";
import { type Loss, sumTerms } from "../loss/loss.ts";
import type { Clock, Disposable, Method, Network } from "../methods/method.ts";
import type { Update } from "../methods/update.ts";

/**
 * A method whose total leaves out the terms that begin with one of the prefixes. They are still computed and stand in the
 * history, with weight 0.
 */
export function withoutTerms(method: Method, prefixes: readonly string[]): Method {
  if (prefixes.length === 0) return method;
  const isOut = (name: string) => prefixes.some((prefix) => name.startsWith(prefix));
  const less = ({ engine }: Network, { total, terms }: Loss): Loss => {
    const names = Object.keys(terms);
    if (!names.some(isOut)) return { total, terms };
    for (const prefix of prefixes) checkPrefix(prefix, names);
    const kept = Object.fromEntries(names.filter((name) => !isOut(name)).map((name) => [name, terms[name]!]));
    const all = names.map((name) => [name, isOut(name) ? { ...terms[name]!, weight: 0 } : terms[name]!] as const);
    return { total: sumTerms(engine, kept).total, terms: Object.fromEntries(all) };
  };
  const loss = (net: Network, batch: Disposable, clock: Clock): Loss => {
    const whole = method.loss!(net, batch, clock);
    for (const prefix of prefixes) checkPrefix(prefix, Object.keys(whole.terms));
    return less(net, whole);
  };
  function* updates(net: Network, batch: Disposable, clock: Clock): Generator<Update> {
    for (const update of method.updates!(net, batch, clock)) yield { ...update, loss: () => less(net, update.loss()) };
  }
  const parts: Partial<Method> = { ...(method.loss && { loss }), ...(method.updates && { updates }) };
  // Methods keep their settings private, so each call must reach the method itself.
  return new Proxy({} as Method, {
    has: (_, key) => key in method,
    get: (_, key) => {
      if (key in parts) return parts[key as keyof Method];
      const value = Reflect.get(method, key, method);
      return typeof value === "function" ? value.bind(method) : value;
    },
  });
}

/**
 * Makes sure that some term begins so, and not every one.
 *
 * @throws {WeftError} `InvalidArgument` naming the terms there are.
 */
export function checkPrefix(prefix: string, terms: readonly string[]): void {
  const found = terms.filter((name) => name.startsWith(prefix));
  if (found.length > 0 && found.length < terms.length) return;
  throw new WeftError("InvalidArgument", {
    expected: `a name with which some of the loss terms ${examples(terms, 12)} begin`,
    found: `'${prefix}', with which ${found.length === 0 ? "none does" : "all do"}`,
  });
}
