import { Type } from 'typebox';
import type { App } from '#kernel/http/app.ts';
import type { House } from '#kernel/house.ts';
import type { Locale } from '#kernel/errors/refusal.ts';
import { organName } from '#domain/subject/organs.ts';
import { durationWords } from '#kernel/time/duration.ts';
import { matterTypes, type MatterType } from './define.ts';
import { refuse } from './errors.ts';
import { formFor, materialsFor } from './define-guide.ts';
import { searchServices } from './search.ts';
import { mayOpen } from './submit.ts';
import { timelinessOf } from './timeliness.ts';

/** What the city can do for people: matter types, item guides, and the search over them. */
export function typeRoutes(app: App, house: House): void {
  app.get('/api/v1/matter-types', { config: { permission: 'public' }, schema: { summary: '事项目录 Matter types', tags: ['matter types'], querystring: Type.Object({ kind: Type.Optional(Type.String({ maxLength: 20 })) }) } }, async (request) =>
    house.declared.all(matterTypes).filter((type) => !request.query.kind || type.kind === request.query.kind).map((type) => ({ ...brief(house, type, request.locale), mayOpen: mayOpen(request.reader, type) })));

  app.get('/api/v1/service-items', { config: { permission: 'public' }, schema: { summary: '按老百姓的话找事项 Find service items', tags: ['matter types'], querystring: Type.Object({ q: Type.String({ maxLength: 200 }) }) } }, async (request) =>
    searchServices(house, request.query.q).map(({ type, score }) => ({ ...brief(house, type, request.locale), score })));

  app.get('/api/v1/matter-types/:key', { config: { permission: 'public' }, schema: { summary: '一类事项的定义与指南 One matter type', tags: ['matter types'], params: Type.Object({ key: Type.String({ maxLength: 80 }) }) } }, async (request) => {
    const type = house.declared.find(matterTypes, request.params.key);
    if (!type) throw refuse('MATTER_TYPE_NOT_FOUND', { type: request.params.key });
    const say = (text: string) => house.declared.say(text, request.locale);
    return {
      ...brief(house, type, request.locale), guide: type.guide ?? null, questions: type.questions, form: type.form, levels: type.levels ?? null, pack: house.declared.packOf(type), mayOpen: mayOpen(request.reader, type),
      materials: type.materials.map(({ when, from, ...material }) => ({ ...material, conditional: when !== undefined, replacedBy: from?.title ?? null })),
      lifecycle: Object.entries(type.lifecycle).map(([key, state]) => ({ key, title: say(state.title), by: state.by, within: state.within ? durationWords(state.within, request.locale) : null, pauses: state.pauses ?? false, acts: Object.entries(state.acts).map(([act, step]) => ({ key: act, title: say(step.title), to: typeof step.to === 'string' ? step.to : step.to.ends, ends: typeof step.to !== 'string' })) })),
    };
  });

  app.get('/api/v1/matter-types/:key/timeliness', {
    config: { permission: 'matter.read' },
    schema: { summary: '各单位按时办结情况（评单位不评人） How organs keep the deadlines of a type', tags: ['matter types'], params: Type.Object({ key: Type.String({ maxLength: 80 }) }), querystring: Type.Object({ days: Type.Optional(Type.Integer({ minimum: 1, maximum: 366, default: 90, title: '天数' })) }) },
  }, async (request) => {
    const type = house.declared.find(matterTypes, request.params.key);
    if (!type) throw refuse('MATTER_TYPE_NOT_FOUND', { type: request.params.key });
    const now = house.clock.now();
    return (await timelinessOf(house.db, request.reader, type.key, new Date(now.getTime() - (request.query.days ?? 90) * 86_400_000), now)).map((each) => ({ ...each, organName: organName(house, each.organ) }));
  });

  app.post('/api/v1/matter-types/:key/needs', {
    config: { permission: 'public' },
    schema: { summary: '按情形给出表单与材料 Form and materials for given answers', tags: ['matter types'], params: Type.Object({ key: Type.String({ maxLength: 80 }) }), body: Type.Object({ answers: Type.Record(Type.String(), Type.String()) }, { additionalProperties: false }) },
  }, async (request) => {
    const type = house.declared.find(matterTypes, request.params.key);
    if (!type) throw refuse('MATTER_TYPE_NOT_FOUND', { type: request.params.key });
    return { form: formFor(type.form, request.body.answers), materials: materialsFor(type, request.body.answers).map((material) => ({ key: material.key, title: house.declared.say(material.title, request.locale), needed: material.needed, later: material.later, replacedBy: material.from?.title ?? null })) };
  });
}

const brief = (house: House, type: MatterType, locale: Locale) => ({
  key: type.key, title: house.declared.say(type.title, locale), kind: type.kind, events: type.events, organ: type.guide?.organ ?? null, public: type.public ?? false,
  promised: type.guide ? durationWords(type.guide.promised, locale) : null, handling: type.guide?.handling ?? null, visits: type.guide?.visits ?? null,
});
