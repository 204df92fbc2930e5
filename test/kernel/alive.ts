import process from "node:process";

/** Whether a process exists and is more than an entry in a table that nobody has read yet. */
export function alive(pid: number): boolean {
  try {
    if (Deno.build.os === "linux") return !/^State:\s+Z/m.test(Deno.readTextFileSync(`/proc/${pid}/status`));
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
