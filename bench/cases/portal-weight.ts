import { gzipSync } from 'node:zlib';
import type { BenchCase } from '../harness/case.ts';

const pages = ['/', '/items', '/search?q=%E5%BC%80%E5%BA%97', '/items/food-business-licence', '/report', '/verify', '/sign-in'] as const;

/** What an old phone must load: the page with its style and script, compressed. */
const portalWeight: BenchCase = {
  name: 'portal-weight',
  what: 'bytes of portal pages with their style and script, gzip: home at most 15 KB, any page at most 30 KB',
  unit: 'KB',
  figures: async (ground) => {
    const { url } = await ground.city();
    return Promise.all(pages.map(async (page) => ({ label: decodeURI(page), value: await weigh(url, page), unit: 'KB', atMost: page === '/' ? 15 : 30 })));
  },
};

async function weigh(url: string, page: string): Promise<number> {
  const html = await (await fetch(url + page, { headers: { accept: 'text/html' } })).text();
  const parts = [...html.matchAll(/<(?:link rel="stylesheet"|script)[^>]* (?:href|src)="([^"]+)"/g)].map((match) => match[1] ?? '');
  const files = await Promise.all(parts.map(async (part) => Buffer.from(await (await fetch(new URL(part, url))).arrayBuffer())));
  return Math.round([Buffer.from(html), ...files].reduce((sum, bytes) => sum + gzipSync(bytes, { level: 9 }).length, 0) / 102.4) / 10;
}

export default portalWeight;
