import type { Json } from "./wire/message.ts";

/**
 * Content of the request that runs before any cell: goes to the notebook's folder, for relative imports and files, and
 * connects to the kernel.
 */
export function bootRequest(notebook: string): Json {
  const boot = new URL("side/boot.ts", import.meta.url).href;
  return {
    code: `Deno.chdir(${JSON.stringify(notebook)}); await import(${JSON.stringify(boot)});`,
    silent: true,
    "store_history": false,
    "allow_stdin": false,
    "stop_on_error": false,
    "user_expressions": {},
  };
}
