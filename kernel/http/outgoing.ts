import { lookup } from 'node:dns/promises';
import { request as requestHttp, type IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import { BlockList, isIP } from 'node:net';
import { refuse } from './outgoing-errors.ts';

/** What is asked of another system, at an address somebody has configured. `allowed` names hosts that may lie inside (a setting, never the address itself). */
export type Outgoing = { readonly method?: 'GET' | 'POST' | 'PUT'; readonly headers?: Readonly<Record<string, string>>; readonly body?: string; readonly allowed?: readonly string[]; readonly seconds?: number; readonly mostBytes?: number };
export type OutgoingAnswer = { readonly status: number; readonly headers: Readonly<Record<string, string | string[] | undefined>>; readonly body: Buffer };

/** Everything that is not the open Internet: this machine, private and shared networks, link-local (where clouds keep their secrets), multicast, documentation. */
const inside = new BlockList();
for (const [net, bits] of [['0.0.0.0', 8], ['10.0.0.0', 8], ['100.64.0.0', 10], ['127.0.0.0', 8], ['169.254.0.0', 16], ['172.16.0.0', 12], ['192.0.0.0', 24], ['192.0.2.0', 24], ['192.168.0.0', 16], ['198.18.0.0', 15], ['198.51.100.0', 24], ['203.0.113.0', 24], ['224.0.0.0', 4], ['240.0.0.0', 4]] as const) inside.addSubnet(net, bits, 'ipv4');
for (const [net, bits] of [['::', 128], ['::1', 128], ['64:ff9b::', 96], ['100::', 64], ['2001:db8::', 32], ['fc00::', 7], ['fe80::', 10], ['ff00::', 8]] as const) inside.addSubnet(net, bits, 'ipv6');

/** Whether an address lies inside; an IPv4 address written as IPv6 is judged as what it is. */
export function liesInside(address: string): boolean {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  const plain = mapped ?? address;
  return inside.check(plain, isIP(plain) === 6 ? 'ipv6' : 'ipv4') || /^::ffff:/i.test(plain);
}

/**
 * Asks another system. The name is looked up once, every address it has must lie outside (or be allowed), and the connection goes
 * to the address that was judged: a name that changes its mind in between leads nowhere else. Redirections are not followed, what
 * takes too long or is too much is cut off. Refuses (ADDRESS_NOT_ALLOWED) before anything is sent.
 */
export async function askOutside(address: string, { method = 'GET', headers = {}, body, allowed = [], seconds = 10, mostBytes = 5_000_000 }: Outgoing = {}): Promise<OutgoingAnswer> {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password) throw refuse('ADDRESS_NOT_ALLOWED', { address: address.slice(0, 200) });
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const found = isIP(host) ? [{ address: host, family: isIP(host) }] : await lookup(host, { all: true }).catch(() => []);
  const open = allowed.includes(url.host) || allowed.includes(host);
  const [first] = found;
  if (!first || (!open && found.some((each) => liesInside(each.address)))) throw refuse('ADDRESS_NOT_ALLOWED', { address: url.origin });
  const pinned = (_name: string, options: { all?: boolean }, give: (error: null, address: string | { address: string; family: number }[], family?: number) => void) => (options.all ? give(null, [first]) : give(null, first.address, first.family));
  return new Promise((resolve, reject) => {
    const sent = (url.protocol === 'https:' ? requestHttps : requestHttp)(url, { method, headers: { ...headers }, lookup: pinned as never, agent: false, signal: AbortSignal.timeout(seconds * 1000) }, (answer: IncomingMessage) => {
      const parts: Buffer[] = [];
      let size = 0;
      answer.on('data', (part: Buffer) => {
        size += part.length;
        if (size > mostBytes) sent.destroy(new Error(`the answer is longer than ${mostBytes} bytes`));
        parts.push(part);
      });
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(parts) })).on('error', reject);
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
