import { PROTOCOL_VERSION } from "../../src/bridge/protocol/protocol_version.ts";

/** What to tell the reader when page and kernel speak different versions; null when they agree. */
export function protocolNotice(protocol: unknown): string | null {
  if (protocol === PROTOCOL_VERSION) return null;
  return `This view speaks version ${PROTOCOL_VERSION} of weft's protocol, the kernel version ${String(protocol)}: ` +
    "restart the kernel and reload the page.";
}
