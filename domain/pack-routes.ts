import { Type } from 'typebox';
import { refuse } from '#kernel/errors/common.ts';
import type { App } from '#kernel/http/app.ts';
import type { House } from '#kernel/house.ts';
import { definitionsOf, type Pack } from './pack.ts';
import { packReference } from './pack-reference.ts';

/** The packs of this city and the reference page of each. */
export function packRoutes(app: App, house: House, packs: readonly Pack[]): void {
  app.get('/api/v1/packs', { config: { permission: 'signed-in' }, schema: { summary: '专题包 Packs', tags: ['packs'] } }, async (request) =>
    packs.map((pack) => ({
      key: pack.key, area: pack.area, title: house.declared.say(pack.title, request.locale), lead: pack.lead, serves: pack.serves,
      counts: Object.fromEntries([...Map.groupBy(definitionsOf(pack), (definition) => definition.noun)].map(([noun, definitions]) => [noun, definitions.length])),
    })));

  app.get('/api/v1/packs/:area/:key', { config: { permission: 'signed-in' }, schema: { summary: '专题包参考页（Markdown） Reference page of a pack', tags: ['packs'], params: Type.Object({ area: Type.String({ maxLength: 40 }), key: Type.String({ maxLength: 60 }) }) } }, async (request, reply) => {
    const pack = packs.find((each) => each.area === request.params.area && each.key === request.params.key);
    if (!pack) throw refuse('NOT_FOUND');
    return reply.header('content-type', 'text/markdown; charset=utf-8').send(packReference(pack));
  });
}
