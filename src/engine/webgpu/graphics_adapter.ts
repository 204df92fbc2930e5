import process from "node:process";
import { variable } from "../../kernels/environment.ts";
import { holdBeforeGraphics } from "../tensorflow/hold_tensorflow.ts";

/** What is known of a graphics adapter. */
export interface AdapterFacts {
  /** Its name, as the driver tells it. */
  readonly name: string;
  /** Whether it is a program on the processor in the place of a card: right, and slow. */
  readonly software: boolean;
}

interface Adapter {
  readonly info: { readonly description: string; readonly vendor: string; readonly isFallbackAdapter?: boolean };
}

const SOFTWARE = /llvmpipe|swiftshader|software|basic render/i;

/**
 * Asks the system for its graphics adapter.
 *
 * @returns What it is; `undefined` when there is none.
 */
export async function graphicsAdapter(): Promise<AdapterFacts | undefined> {
  quiet();
  holdBeforeGraphics();
  const { gpu } = navigator as { readonly gpu?: { requestAdapter(): Promise<Adapter | null> } };
  const adapter = await gpu?.requestAdapter();
  if (!adapter) return undefined;
  const { description, vendor, isFallbackAdapter = false } = adapter.info;
  const name = description || vendor || "an unnamed adapter";
  return { name, software: isFallbackAdapter || SOFTWARE.test(name) };
}

/** The graphics libraries complain on the console when there is no folder for a running system. */
function quiet(): void {
  try {
    process.env.XDG_RUNTIME_DIR ??= variable("TMPDIR") ?? "/tmp";
  } catch {
    // Without the right to set it the complaint stands.
  }
}
