import type { Check } from "../check.ts";
import { anywidgetCheck } from "./anywidget.ts";
import { chromiumCheck } from "./chromium.ts";
import { denoCheck } from "./deno.ts";
import { denoPathCheck } from "./deno_path.ts";
import { engineCheck } from "./engine.ts";
import { jupyterlabCheck } from "./jupyterlab.ts";
import { kernelCheck } from "./kernel.ts";
import { permissionsCheck } from "./permissions.ts";
import { pythonCheck } from "./python.ts";

/** Everything that is looked at, in the order in which it is told. */
export const CHECKS: readonly Check[] = [
  denoCheck,
  permissionsCheck,
  engineCheck,
  kernelCheck,
  denoPathCheck,
  jupyterlabCheck,
  anywidgetCheck,
  pythonCheck,
  chromiumCheck,
];
