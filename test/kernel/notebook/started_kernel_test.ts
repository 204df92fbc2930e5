import { isWeftError } from "../../../src/core/is_weft_error.ts";
import { StartedKernel } from "../../../src/kernel/notebook/started_kernel.ts";
import type { Message } from "../../../src/kernel/wire/message.ts";
import { alive } from "../alive.ts";
import { within } from "../../within.ts";
import assert from "node:assert/strict";

const execute = (code: string) => ({ code, silent: false, "store_history": true, "allow_stdin": false });

/** What a request printed. */
function printed(heard: readonly Message[], id: string): string {
  return heard.filter(({ type, parent }) => type === "stream" && parent["msg_id"] === id)
    .map(({ content }) => content["text"]).join("");
}

Deno.test("StartedKernel runs in its folder, publishes all before a request is done, and leaves nothing when disposed", async () => {
  const folder = await Deno.makeTempDir();
  const heard: Message[] = [];
  let inner = 0;
  {
    await using kernel = await StartedKernel.start({ folder, published: (message) => heard.push(message) });
    const sent = kernel.client.send("execute_request", execute(`console.log(Deno.cwd()); console.log(Deno.pid)`));
    assert.equal((await sent.done).content["status"], "ok");
    const [cwd, pid] = printed(heard, sent.id).trim().split("\n");
    assert.equal(cwd, await Deno.realPath(folder));
    inner = Number(pid);
    const info = await kernel.client.send("kernel_info_request", {}, "control").reply;
    assert.equal(info.content["implementation"], "weft");
  }
  assert(!alive(inner), "the process of the cells goes on");
  await Deno.remove(folder, { recursive: true });
});

Deno.test("StartedKernel.ended resolves when a cell ends the kernel, which can be disposed of all the same", async () => {
  const folder = await Deno.makeTempDir();
  await using kernel = await StartedKernel.start({ folder, published: () => undefined });
  kernel.client.send("execute_request", execute("Deno.exit(3)"));
  assert.equal(await within(10_000, "the end", kernel.ended), "");
  await Deno.remove(folder, { recursive: true });
});

Deno.test("StartedKernel.start() fails when the program cannot start or does not become a kernel", async () => {
  const start = (code: string) =>
    StartedKernel.start({ folder: Deno.cwd(), published: () => undefined, argv: [Deno.execPath(), "eval", code] });
  await assert.rejects(
    start(`console.error("out of wool"); Deno.exit(1)`),
    (error) => isWeftError(error, "Failed") && /kernel to start but found out of wool/.test(error.message),
  );
  await assert.rejects(start(""), (error) => isWeftError(error, "Failed") && /found that it ended/.test(error.message));
});
