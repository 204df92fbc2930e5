import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { alive } from "./alive.ts";
import { Client, newConnection } from "./client.ts";

Deno.test("kernel: a client that is killed leaves no kernel behind", async () => {
  const folder = await Deno.makeTempDir();
  const { connection, file } = await newConnection(folder);
  const starter = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--quiet", fileURLToPath(new URL("start_for_another.ts", import.meta.url)), file],
    env: { TMPDIR: folder },
    stdin: "null",
    stdout: "piped",
    stderr: "null",
  }).spawn();
  const reader = starter.stdout.getReader();
  const outer = Number(new TextDecoder().decode((await reader.read()).value));
  const client = await Client.connect(connection);
  const inner = Number((await client.run("console.log(Deno.pid)")).text);
  client.start("for (;;) {}");
  assert(alive(outer) && alive(inner));
  starter.kill("SIGKILL");
  await starter.status;
  await reader.cancel();
  for (let i = 0; i < 100 && (alive(outer) || alive(inner)); i++) {
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  client.close();
  assert.deepEqual([alive(outer), alive(inner)], [false, false]);
  await Deno.remove(folder, { recursive: true });
});
