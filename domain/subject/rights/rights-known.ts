import type { App } from '#kernel/http/app.ts';
import type { House } from '#kernel/house.ts';
import { roles } from '../define.ts';

/** What a right opens: the routes that ask for it, in their own words. */
export type KnownRight = { readonly right: string; readonly opens: readonly string[]; readonly roles: readonly string[] };

const asked = new WeakMap<object, Map<string, Set<string>>>();

/** Remembers what each route asks for, while routes are being made. */
export function watchRights(app: App): void {
  const byRight = new Map<string, Set<string>>();
  asked.set(app.server, byRight);
  app.addHook('onRoute', (route) => {
    const right = route.config?.permission;
    if (!right || right === 'public' || right === 'signed-in' || route.method === 'HEAD') return;
    const summary = (route.schema as { summary?: string } | undefined)?.summary ?? `${String(route.method)} ${route.url}`;
    byRight.set(right, (byRight.get(right) ?? new Set()).add(summary));
  });
}

/** Every right there is: what a route asks for or a declared role holds. */
export function rightsKnown(app: App, house: House): KnownRight[] {
  const byRight = asked.get(app.server) ?? new Map<string, Set<string>>();
  const declared = house.declared.all(roles);
  const all = new Set([...byRight.keys(), ...declared.flatMap(({ may }) => may)]);
  return [...all].toSorted().map((right) => ({ right, opens: [...(byRight.get(right) ?? [])], roles: declared.filter(({ may }) => (may as readonly string[]).includes(right)).map(({ key }) => key) }));
}
