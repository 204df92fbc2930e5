import { runCommand } from "./run_command.ts";

if (import.meta.main) Deno.exit(await runCommand(Deno.args));
