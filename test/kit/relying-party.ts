import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A browser without a screen: it keeps cookies, follows redirects to this machine one by one, and sends the forms of pages. */
export class PlainBrowser {
  readonly #jar = new Map<string, Map<string, string>>();

  /** Asks for an address and follows it until a page is shown, or until an address begins with `stopAt`. Answers where it ended. */
  async open(address: string, { body, stopAt }: { body?: URLSearchParams; stopAt?: string } = {}): Promise<{ url: string; status: number; page: string }> {
    let [url, form] = [address, body];
    for (let hop = 0; hop < 20; hop += 1) {
      if (stopAt !== undefined && url.startsWith(stopAt)) return { url, status: 0, page: '' };
      const answer = await fetch(url, { method: form ? 'POST' : 'GET', redirect: 'manual', headers: { accept: 'text/html', cookie: this.#cookiesFor(url), ...(form ? { 'content-type': 'application/x-www-form-urlencoded' } : {}) }, ...(form ? { body: form } : {}) });
      this.#keep(url, answer.headers.getSetCookie());
      const next = answer.headers.get('location');
      if (answer.status < 300 || answer.status >= 400 || next === null) return { url, status: answer.status, page: await answer.text() };
      await answer.body?.cancel();
      [url, form] = [new URL(next, url).href, undefined];
    }
    throw new Error(`${address} leads nowhere`);
  }

  /** Sends the first form of a page that goes to an address with `action` in it, its hidden fields filled in. */
  send(shown: { url: string; page: string }, action: string, given: Readonly<Record<string, string>>, options: { stopAt?: string } = {}): ReturnType<PlainBrowser['open']> {
    const found = [...shown.page.matchAll(/<form[^>]*action="([^"]+)"[^>]*>([^]*?)<\/form>/g)].find(([, to]) => to?.includes(action));
    if (!found) throw new Error(`${shown.url} has no form to ${action}: ${shown.page.slice(0, 3000)}`);
    const [, to = '', inside = ''] = found;
    const body = new URLSearchParams();
    for (const [tag] of inside.matchAll(/<input type="hidden"[^>]*>/g)) body.set(/name="([^"]*)"/.exec(tag)?.[1] ?? '', (/value="([^"]*)"/.exec(tag)?.[1] ?? '').replaceAll('&amp;', '&'));
    for (const [name, value] of Object.entries(given)) body.set(name, value);
    return this.open(new URL(to.replaceAll('&amp;', '&'), shown.url).href, { body, ...options });
  }

  /** Takes a cookie, such as that of a session opened elsewhere. */
  cookie(url: string, name: string): string | undefined {
    return this.#jar.get(new URL(url).host)?.get(name);
  }

  #cookiesFor(url: string): string {
    const { pathname, host } = new URL(url);
    return [...(this.#jar.get(host) ?? [])].filter(([name]) => { const path = this.#paths.get(`${host} ${name}`) ?? '/'; return pathname.startsWith(path); }).map(([name, value]) => `${name}=${value}`).join('; ');
  }

  readonly #paths = new Map<string, string>();

  #keep(url: string, cookies: readonly string[]): void {
    const { host } = new URL(url);
    const jar = this.#jar.get(host) ?? new Map<string, string>();
    this.#jar.set(host, jar);
    for (const cookie of cookies) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      const gone = value === '' || /expires=Thu, 01 Jan 1970/i.test(cookie) || /max-age=0/i.test(cookie);
      this.#paths.set(`${host} ${name}`, /path=([^;]+)/i.exec(cookie)?.[1] ?? '/');
      if (gone) jar.delete(name);
      else jar.set(name, value);
    }
  }
}

/** A server of an application that hears of sign-outs (back-channel logout): what it was told, and how often it fails first. */
export async function applicationServer({ fails = 0 }: { fails?: number } = {}): Promise<{ url: string; told: string[]; close: () => void }> {
  const told: string[] = [];
  let left = fails;
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (part) => { body += part; }).on('end', () => {
      if (left-- > 0) return response.writeHead(503).end();
      told.push(new URLSearchParams(body).get('logout_token') ?? '');
      response.writeHead(204).end();
    });
  });
  await new Promise<void>((ready) => { server.listen(0, '127.0.0.1', ready); });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, told, close: () => { server.closeAllConnections(); server.close(); } };
}
