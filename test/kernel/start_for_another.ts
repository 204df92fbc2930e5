/** A client that starts a kernel, says its process id, and waits to be killed. */
import { kernelArguments } from "./client.ts";

const child = new Deno.Command(Deno.execPath(), {
  args: kernelArguments(Deno.args[0]!),
  env: { JPY_PARENT_PID: `${Deno.pid}` },
  stdin: "null",
  stdout: "null",
  stderr: "null",
}).spawn();
console.log(child.pid);
await child.status;
