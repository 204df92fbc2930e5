import { existsSync, readFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";

/** The machine in one line: processor, cores, its widest instructions, memory, the runtime. */
export function describeMachine(): string {
  const flags = existsSync("/proc/cpuinfo") ? readFileSync("/proc/cpuinfo", "utf8") : "";
  const widest = flags.includes("avx512f") ? "AVX-512" : flags.includes("avx2") ? "AVX2" : Deno.build.arch;
  const memory = `${(totalmem() / 2 ** 30).toFixed(0)} GiB`;
  return `${cpus()[0]?.model.trim() ?? Deno.build.arch}, ${cpus().length} cores, ${widest}, ${memory}, ` +
    `${Deno.build.os}, Deno ${Deno.version.deno}`;
}
