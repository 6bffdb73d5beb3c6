import { Type } from 'typebox';
import type { App } from '#kernel/http/app.ts';
import { once } from '#kernel/http/once.ts';
import type { House } from '#kernel/house.ts';
import { text } from '#kernel/schema/fields.ts';
import { formatMoment } from '#kernel/time/rfc3339.ts';
import { organName } from '../organs.ts';
import { whoAsks } from '../reader.ts';
import { moveOfficial, movesOf } from './moves.ts';
import { endStandIn, makeStandIn, standInsOf, type StandIn } from './stand-ins.ts';

const id = Type.String({ format: 'uuid' });
const shown = <T extends StandIn>(each: T) => ({ ...each, fromAt: formatMoment(each.fromAt), untilAt: formatMoment(each.untilAt), endedAt: each.endedAt && formatMoment(each.endedAt) });

/** Where officials work and who stands in for them, for whoever keeps the accounts. */
export function staffRoutes(app: App, house: House): void {
  app.get('/api/v1/accounts/:id/stand-ins', { config: { permission: 'account.read' }, schema: { summary: '职务代理记录 Stand-ins of an account', tags: ['administration'], params: Type.Object({ id }) } }, async (request) => ({ items: (await standInsOf(house.db, request.params.id)).map(shown) }));

  app.get('/api/v1/accounts/:id/moves', { config: { permission: 'account.read' }, schema: { summary: '调动记录 Moves of an official', tags: ['administration'], params: Type.Object({ id }) } }, async (request) =>
    ({ items: (await movesOf(house.db, request.params.id)).map((each) => ({ ...each, at: formatMoment(each.at), fromOrganName: organName(house, each.fromOrgan), toOrganName: organName(house, each.toOrgan) })) }));

  app.post('/api/v1/accounts/:id/moves', {
    config: { permission: 'account.manage', stepUp: true },
    schema: {
      summary: '人员调动 Move an official to another organ or other posts', tags: ['administration'], params: Type.Object({ id }),
      body: Type.Object({ organ: text('单位', { maxLength: 80 }), posts: Type.Array(Type.String({ minLength: 1, maxLength: 40 }), { maxItems: 20, title: '岗位' }), basis: text('依据', { minLength: 2, maxLength: 200 }) }, { additionalProperties: false }),
    },
  }, (request, reply) => once(house.db, request.reader.accountId ?? '', request, reply, async (tx) =>
    ({ status: 201, body: { ended: await moveOfficial(tx, house, request.params.id, request.body, { ...whoAsks(request), accountId: request.reader.accountId ?? '' }) } })));

  app.post('/api/v1/stand-ins', {
    config: { permission: 'account.manage', stepUp: true },
    schema: {
      summary: '设置职务代理 Let an official stand in for another', tags: ['administration'],
      body: Type.Object({ accountId: id, standIn: id, why: Type.String({ minLength: 2, maxLength: 200, title: '原因' }), fromAt: Type.String({ format: 'date-time', title: '开始' }), untilAt: Type.String({ format: 'date-time', title: '结束' }) }, { additionalProperties: false }),
    },
  }, (request, reply) => once(house.db, request.reader.accountId ?? '', request, reply, async (tx) => {
    const made = await makeStandIn(tx, house, { ...request.body, fromAt: new Date(request.body.fromAt), untilAt: new Date(request.body.untilAt) }, { ...whoAsks(request), accountId: request.reader.accountId ?? '' });
    return { status: 201, body: shown(made) };
  }));

  app.post('/api/v1/stand-ins/:id/end', { config: { permission: 'account.manage' }, schema: { summary: '结束职务代理 End a stand-in', tags: ['administration'], params: Type.Object({ id: Type.String({ maxLength: 60 }) }) } }, async (request) =>
    shown(await house.db.begin((tx) => endStandIn(tx, request.params.id, { ...whoAsks(request), accountId: request.reader.accountId ?? '' }))));
}
