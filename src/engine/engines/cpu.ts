import type { EngineEntry } from "./engine_entry.ts";

const FOUND = { kind: "javascript", threads: 1 } as const;

/** The tensor library's own plain JavaScript: an oracle for tests, never fast. */
export const cpu: EngineEntry = {
  name: "cpu",
  what: "plain JavaScript",
  automatic: false,
  probe: () => Promise.resolve(FOUND),
  open: () => Promise.resolve({ ...FOUND, backendName: "cpu" }),
};
