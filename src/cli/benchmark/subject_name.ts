import type { Subject } from "./job.ts";

/** What tells a subject from others of its kind, as short as can be. */
export function subjectNumber(subject: Subject): string {
  switch (subject.kind) {
    case "simulated":
    case "unpaired":
    case "sections":
      return `${subject.seed}`;
    case "osmfish":
      return `${subject.panels}`;
    case "placement":
      return "cortex";
    case "snareseq":
      return `${subject.panel ?? "all"}`;
  }
}

/** The same in words. */
export function subjectName(subject: Subject): string {
  const words = {
    simulated: "tissue",
    unpaired: "cells",
    sections: "sections",
    placement: "tissue",
    osmfish: "panels",
    snareseq: "genes",
  };
  return `${words[subject.kind]} ${subjectNumber(subject)}`;
}
