import type { Disposable, InputLayout, Method, Network } from "../../src/methods/method.ts";

/** A method with some of its members in place of its own, such as a batch that is given instead of searched for. */
export function withParts<Inputs extends InputLayout, Net extends Network, Batch extends Disposable>(
  method: Method<Inputs, Net, Batch>,
  parts: Partial<Method<Inputs, Net, Batch>>,
): Method<Inputs, Net, Batch> {
  return new Proxy(method, {
    get(target, key) {
      const value: unknown = Reflect.get(key in parts ? parts : target, key);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}
