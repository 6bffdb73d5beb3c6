import { Type } from 'typebox';
import type { FastifyRequest } from 'fastify';
import type { App } from '#kernel/http/app.ts';
import { once } from '#kernel/http/once.ts';
import { etagOf, requireMatch } from '#kernel/http/page.ts';
import type { House } from '#kernel/house.ts';
import { formatMoment } from '#kernel/time/rfc3339.ts';
import { deleteDraft, draftsOf, getDraft, saveDraft, type Draft } from './drafts.ts';

const content = Type.Object({
  type: Type.String({ maxLength: 80 }), answers: Type.Record(Type.String(), Type.String(), { default: {} }), form: Type.Record(Type.String(), Type.Unknown(), { default: {} }),
  materials: Type.Record(Type.String(), Type.Object({ files: Type.Optional(Type.Array(Type.String())), licence: Type.Optional(Type.String()), later: Type.Optional(Type.Boolean()) }), { default: {} }),
}, { additionalProperties: false });
const byId = Type.Object({ id: Type.String({ maxLength: 60 }) });
const account = (request: FastifyRequest) => request.reader.accountId ?? '';
/** What was typed is not sent back: answers to keyed requests are kept as they were given. */
const withoutForm = ({ form: _form, ...draft }: ReturnType<typeof shown>) => draft;
const shown = (draft: Draft) => ({ ...draft, savedAt: formatMoment(draft.savedAt) });

/** Drafts: saved as typed, found again on any device. */
export function draftRoutes(app: App, house: House): void {
  app.get('/api/v1/drafts', { config: { permission: 'signed-in' }, schema: { summary: '我的草稿 My drafts', tags: ['drafts'] } }, async (request) => (await draftsOf(house.db, house, account(request))).map(shown));
  app.post('/api/v1/drafts', { config: { permission: 'signed-in' }, schema: { summary: '保存新草稿 Save a new draft', tags: ['drafts'], body: content } }, (request, reply) =>
    once(house.db, account(request), request, reply, async (tx) => {
      const draft = await saveDraft(tx, house, account(request), request.body, null);
      return { status: 201, headers: { location: `/api/v1/drafts/${draft.id}`, etag: etagOf(draft.version) }, body: withoutForm(shown(draft)) };
    }));
  app.get('/api/v1/drafts/:id', { config: { permission: 'signed-in' }, schema: { summary: '一份草稿 One draft', tags: ['drafts'], params: byId } }, async (request, reply) => {
    const draft = await getDraft(house.db, house, account(request), request.params.id);
    reply.header('etag', etagOf(draft.version));
    return shown(draft);
  });
  app.put('/api/v1/drafts/:id', { config: { permission: 'signed-in' }, schema: { summary: '更新草稿 Save a draft again', tags: ['drafts'], params: byId, body: content } }, async (request, reply) => {
    const before = await getDraft(house.db, house, account(request), request.params.id);
    requireMatch(request, before.version);
    const draft = await saveDraft(house.db, house, account(request), request.body, request.params.id);
    reply.header('etag', etagOf(draft.version));
    return shown(draft);
  });
  app.delete('/api/v1/drafts/:id', { config: { permission: 'signed-in' }, schema: { summary: '删除草稿 Delete a draft', tags: ['drafts'], params: byId } }, async (request, reply) => {
    await deleteDraft(house.db, account(request), request.params.id);
    return reply.code(204).send();
  });
}
