import { Type } from 'typebox';
import type { App } from '#kernel/http/app.ts';
import type { House } from '#kernel/house.ts';
import { allOrgans } from './organs.ts';

const organShape = Type.Object({ key: Type.String(), title: Type.String(), function: Type.String(), region: Type.String(), parent: Type.Union([Type.String(), Type.Null()]) });

/** The directory of organs, those of the city first: a few hundred, given whole. */
export function organRoutes(app: App, house: House): void {
  app.get('/api/v1/organs', { config: { permission: 'public' }, schema: { summary: '部门名录 Organs', tags: ['subjects'], response: { 200: Type.Object({ items: Type.Array(organShape) }) } } }, async () =>
    ({ items: (await allOrgans(house)).map(({ id, name, function: of, region, parent }) => ({ key: id, title: name, function: of, region, parent })) }));
}
