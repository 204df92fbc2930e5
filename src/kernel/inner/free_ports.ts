import { type Channel, CHANNELS } from "../connection.ts";

/** Five free ports of this machine, all different. */
export function freePorts(): Record<Channel, number> {
  // All are held at once: a port that was given back could be handed out again.
  const held = CHANNELS.map((channel) => ({ channel, listener: Deno.listen({ hostname: "127.0.0.1", port: 0 }) }));
  const ports = held.map(({ channel, listener }) => [channel, listener.addr.port] as const);
  for (const { listener } of held) listener.close();
  return Object.fromEntries(ports) as Record<Channel, number>;
}
