/** The cluster of `./run cluster`, which pages of its own address may ask to kill a gateway. */

const LOOPBACK: ReadonlySet<string> = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** What a gateway is called: its node id without the end, which is new at each start. */
export function gatewayName(node: string): string {
  return node.replace(/-[0-9a-f]{1,8}$/, "");
}

/**
 * Whether a page at that host, on the gateway with that node id, can belong to a cluster on this
 * machine: those number their gateways. Nobody else is asked, as browsers tell of each 404 aloud.
 */
export function maybeLocal(hostname: string, node: string): boolean {
  return LOOPBACK.has(hostname) && /-\d+$/.test(gatewayName(node));
}

/** Whether this page belongs to one. */
export async function isLocalCluster(node: string): Promise<boolean> {
  if (!maybeLocal(location.hostname, node)) return false;
  try {
    return Array.isArray(await (await fetch("/local/cluster")).json());
  } catch {
    return false;
  }
}

/**
 * Ends the process of that gateway by SIGKILL.
 *
 * @throws Error if nobody did
 */
export async function killGateway(node: string): Promise<void> {
  const address = `/local/kill?gateway=${encodeURIComponent(node)}`;
  const { ok, status } = await fetch(address, {
    method: "POST",
    headers: { "X-Parley-Local": "1" },
  });
  if (!ok) throw new Error(`the answer was ${status}`);
}
