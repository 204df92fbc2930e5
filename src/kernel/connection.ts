import { WeftError } from "../core/error.ts";

/** The five sockets of a kernel. */
export const CHANNELS = ["shell", "control", "stdin", "iopub", "hb"] as const;

/** Name of a socket. */
export type Channel = typeof CHANNELS[number];

/** What a connection file says: where a kernel is reached, and the key its messages are signed with. */
export interface Connection {
  /** Address of the machine's interface. */
  readonly ip: string;
  /** Key of HMAC-SHA256; "" when messages are not signed. */
  readonly key: string;
  /** Port of each socket. */
  readonly ports: Readonly<Record<Channel, number>>;
}

/**
 * Reads the text of a connection file.
 *
 * @throws {WeftError} `Corrupt` when it is none, `Unsupported` when it asks for another transport or signature.
 */
export function parseConnection(text: string): Connection {
  const file = object(text);
  const { ip, key, transport = "tcp", signature_scheme: scheme = "hmac-sha256" } = file;
  if (transport !== "tcp" || scheme !== "hmac-sha256") {
    throw new WeftError("Unsupported", {
      expected: "the transport tcp and signatures by hmac-sha256",
      found: `${transport} and ${scheme}`,
    });
  }
  if (typeof ip !== "string" || typeof key !== "string") throw corrupt("no ip or no key");
  const port = (channel: Channel): number => {
    const value = file[`${channel}_port`];
    if (Number.isInteger(value) && Number(value) > 0 && Number(value) < 65536) return Number(value);
    throw corrupt(`no ${channel}_port`);
  };
  return {
    ip,
    key,
    ports: {
      shell: port("shell"),
      control: port("control"),
      stdin: port("stdin"),
      iopub: port("iopub"),
      hb: port("hb"),
    },
  };
}

/** The text of a connection file. */
export function formatConnection({ ip, key, ports }: Connection): string {
  const numbered = Object.fromEntries(CHANNELS.map((channel) => [`${channel}_port`, ports[channel]]));
  return JSON.stringify({ ip, key, transport: "tcp", "signature_scheme": "hmac-sha256", ...numbered });
}

function object(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null) return value as Record<string, unknown>;
  } catch {
    throw corrupt("text that is not JSON");
  }
  throw corrupt("no object");
}

function corrupt(found: string): WeftError {
  return new WeftError("Corrupt", { expected: "a connection file of Jupyter", found });
}
