import { randomBytes } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { App } from '#kernel/http/app.ts';
import type { Locale } from '#kernel/errors/refusal.ts';
import { guest, type Reader } from '../reader.ts';
import { rightsOf } from './compile.ts';
import type { House } from '#kernel/house.ts';
import type { RoleDesign } from './city-roles.ts';

/** What one list would show: the route, how many there are (with a bound), and the first few. */
export type PreviewedList = { readonly route: string; readonly title: string; readonly right: string; readonly count: number; readonly exact: boolean; readonly items: readonly Readonly<Record<string, unknown>>[] };

type Listed = { readonly url: string; readonly title: string; readonly right: string };
const lists = new WeakMap<object, Listed[]>();
const assumed = new Map<string, Reader>();
const header = 'x-assumed-reader';
const shown = 3;
const most = 200;

/** Remembers the lists of the house: what answers pages and needs nothing but a right. */
export function watchLists(app: App): void {
  const found: Listed[] = [];
  lists.set(app.server, found);
  app.addHook('onRoute', (route) => {
    const right = route.config?.permission;
    const query = (route.schema as { querystring?: { properties?: Record<string, unknown>; required?: readonly string[] } } | undefined)?.querystring;
    const needs = (query?.required ?? []).filter((name) => name !== 'limit');
    if (route.method === 'GET' && right?.includes('.') && !route.url.includes(':') && query?.properties?.['limit'] && needs.length === 0) {
      found.push({ url: route.url, title: (route.schema as { summary?: string }).summary ?? route.url, right });
    }
  });
}

/** The reader a preview asks as, when this request is one of its own: the header is good for one question inside this process. */
export function assumedReader(request: FastifyRequest): Reader | null {
  const key = request.headers[header];
  return typeof key === 'string' ? (assumed.get(key) ?? null) : null;
}

/**
 * What somebody with this role would see in an organ and a region: our own lists, asked as that reader would ask them, with every
 * personal value masked whatever the role may see.
 */
export async function previewOf(app: App, house: House, design: Pick<RoleDesign, 'may' | 'reach'>, place: { readonly organ: string | null; readonly region: string | null }, locale: Locale): Promise<PreviewedList[]> {
  const rights = rightsOf(house, [{ role: '', organ: place.organ, region: place.region, own: { may: design.may as `${string}.${string}`[], reach: design.reach } }]);
  const reader: Reader = { ...guest, kind: 'official', name: '预览', organ: place.organ, region: place.region, rights };
  const key = randomBytes(24).toString('base64url');
  assumed.set(key, reader);
  try {
    const wanted = (lists.get(app.server) ?? []).filter(({ right }) => rights.has(right) && !/^(audit|right|account|key)\./.test(right));
    const answers: PreviewedList[] = [];
    for (const { url, title, right } of wanted) {
      const answer = await app.inject({ method: 'GET', url: `${url}?limit=${most}`, headers: { [header]: key, 'accept-language': locale } });
      const items = answer.statusCode === 200 ? (answer.json() as { items?: Record<string, unknown>[]; next?: string | null }) : {};
      if (Array.isArray(items.items)) answers.push({ route: url, title, right, count: items.items.length, exact: !items.next, items: items.items.slice(0, shown).map(lineOf) });
    }
    return answers;
  } finally {
    assumed.delete(key);
  }
}

/** One line of a sample: only plain, short values; enough to recognise what it is. */
const lineOf = (item: Record<string, unknown>) => Object.fromEntries(Object.entries(item).filter(([name, value]) => /^(number|code|title|name|typeTitle|stateTitle|organName|region|level)$/.test(name) && (typeof value === 'string' || typeof value === 'number')));
