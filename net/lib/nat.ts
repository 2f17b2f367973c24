/** What stands between a home and the internet. */
export const NATS = ["full cone", "cone", "symmetric", "UDP blocked", "TLS only"] as const;

/**
 * - `full cone`: one mapping for all destinations, which everybody may use
 * - `cone`: one mapping for all destinations, used by those who were spoken to (port-restricted)
 * - `symmetric`: a new mapping, at a random port, for each destination
 * - `UDP blocked`: TCP alone
 * - `TLS only`: TCP to port 443 alone
 */
export type Nat = (typeof NATS)[number];

const FORWARD: Record<Nat, string> = {
  "full cone": "",
  cone: "",
  symmetric: "",
  "UDP blocked": "meta l4proto udp drop",
  "TLS only": "meta l4proto udp drop\niifname lan tcp dport != 443 drop",
};

/**
 * The whole rule set of a gateway (nftables) between `lan` and `wan`. A masquerade keeps the port
 * of who is inside, unless that is taken at this destination. New packets to the gateway itself
 * are dropped, or a peer's packet that comes first would take it.
 *
 * @param client the address of who is inside
 */
export function rulesOf(nat: Nat, client: string): string {
  const ports = nat === "symmetric" ? "fully-random" : "";
  const inward = nat === "full cone" ? `iifname wan meta l4proto udp dnat to ${client}` : "";
  return `
    flush ruleset
    table ip gateway {
      chain inward {
        type nat hook prerouting priority dstnat
        ${inward}
      }
      chain outward {
        type nat hook postrouting priority srcnat
        oifname wan masquerade ${ports}
      }
      chain self {
        type filter hook input priority filter
        iifname wan ct state new drop
      }
      chain through {
        type filter hook forward priority filter
        policy drop
        ${FORWARD[nat]}
        ct state established,related accept
        iifname lan accept
        ct status dnat accept
      }
    }`;
}

/** Drops what goes through a gateway, without a word to anybody. @param peer only from and to it */
export function cutRules(peer?: string): string {
  const drops = peer ? [`ip saddr ${peer} drop`, `ip daddr ${peer} drop`] : ["drop"];
  return `
    table ip cut {
      chain cut {
        type filter hook forward priority -10
        ${drops.join("\n")}
      }
    }`;
}
