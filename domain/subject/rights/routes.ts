import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { refuse as refuseCommon } from '#kernel/errors/common.ts';
import { perMinute, type App } from '#kernel/http/app.ts';
import { once } from '#kernel/http/once.ts';
import { etagOf } from '#kernel/http/page.ts';
import type { House } from '#kernel/house.ts';
import { text } from '#kernel/schema/fields.ts';
import { formatMoment } from '#kernel/time/rfc3339.ts';
import { maskedClasses, roles, type MaskedClass, type Role } from '../define.ts';
import { organName } from '../organs.ts';
import { mustMay } from '../reader.ts';
import { administratorsIn } from './administrators.ts';
import { appoint, appointmentsOf, endAppointment, roleTitles } from './appoint.ts';
import { changeRole, cityRoles, makeRole, retireRole, type By, type CityRole, type RoleDesign } from './city-roles.ts';
import { previewOf } from './preview.ts';
import { rightsKnown } from './rights-known.ts';
import { rightTitle } from './titles.ts';
import { why } from './why.ts';

const tags = ['rights'];
const one = <const T extends string>(options: readonly T[], title: string) => Type.Unsafe<T>({ type: 'string', enum: [...options], title });
const rightName = Type.String({ pattern: '^[a-z]+\\.[a-z]+$', maxLength: 60 });
const reach = one(['organ', 'region', 'city'], '范围');
const design = Type.Object({
  title: text('名称', { maxLength: 40 }), english: Type.String({ maxLength: 80, title: '英文名称', default: '' }), may: Type.Array(rightName, { minItems: 1, maxItems: 100, uniqueItems: true, title: '权限' }),
  sees: Type.Array(Type.Unsafe<MaskedClass>({ type: 'string', enum: [...maskedClasses] }), { uniqueItems: true, title: '可见完整值的字段类别', default: [] }), reach, face: one(['office', 'command', 'hub'], '界面'), basis: text('依据', { maxLength: 400 }),
}, { additionalProperties: false });
const byKey = Type.Object({ key: Type.String({ maxLength: 80 }) });
const byId = Type.Object({ id: Type.String({ format: 'uuid' }) });
const words = Type.String();
const roleShape = Type.Object({
  key: words, title: words, titleZh: words, english: words, reach: words, face: words, may: Type.Array(words), sees: Type.Array(words), own: Type.Boolean(), pack: Type.Union([words, Type.Null()]), basis: Type.Union([words, Type.Null()]),
  administrator: Type.Union([words, Type.Null()]), version: Type.Integer(), retiredAt: Type.Union([words, Type.Null()]), holders: Type.Integer(),
});

const by = (request: FastifyRequest): By => ({ accountId: request.reader.accountId ?? '', traceId: request.traceId, address: request.ip });

/** Roles and rights: what there is, roles of the city's own, who holds what, and why somebody may or may not. */
export function rightRoutes(app: App, house: House): void {
  const known = () => new Set(rightsKnown(app, house).map(({ right }) => right));

  app.get('/api/v1/roles', { config: { permission: 'account.read' }, schema: { summary: '岗位角色与权限 Roles and their rights', tags, response: { 200: Type.Array(roleShape) } } }, async (request) => {
    const [own, counted] = await Promise.all([cityRoles(house.db), house.db<{ role: string; holders: number }[]>`
      select role, count(distinct account_id) as holders from appointments where from_at <= now() and (until_at is null or until_at > now()) group by role`]);
    const holders = new Map(counted.map((row) => [row.role, row.holders]));
    return [
      ...house.declared.all(roles).map((role) => ({ ...shownDeclared(role, request), holders: holders.get(role.key) ?? 0 })),
      ...own.map((role) => ({ ...shownOwn(role, request), holders: holders.get(role.key) ?? 0 })),
    ];
  });
  const shownDeclared = (role: Role, request: FastifyRequest) => ({
    key: role.key, title: house.declared.say(role.title, request.locale), titleZh: role.title, english: house.declared.say(role.title, 'en'), reach: role.reach, face: role.face, may: [...role.may], sees: [...(role.sees ?? [])], own: false, pack: house.declared.packOf(role), basis: null,
    administrator: administratorsIn(role.may)[0] ?? null, version: 1, retiredAt: null,
  });
  const shownOwn = (role: CityRole, request: FastifyRequest) => ({
    key: role.key, title: request.locale === 'en' && role.english ? role.english : role.title, titleZh: role.title, english: role.english, reach: role.reach, face: role.face, may: [...role.may], sees: [...role.sees], own: true, pack: null, basis: role.basis,
    administrator: administratorsIn(role.may)[0] ?? null, version: role.version, retiredAt: role.retiredAt ? formatMoment(role.retiredAt) : null,
  });

  app.get('/api/v1/rights', { config: { permission: 'account.read' }, schema: { summary: '全部权限及其打开的接口 Every right and what it opens', tags, response: { 200: Type.Array(Type.Object({ right: words, title: words, opens: Type.Array(words), roles: Type.Array(words) })) } } }, async (request) => rightsKnown(app, house).map(({ right, opens, roles: given }) => ({ right, title: rightTitle(right, request.locale, house.declared), opens: [...opens], roles: [...given] })));

  app.post('/api/v1/roles', { config: { permission: 'right.manage', stepUp: true }, schema: { summary: '新建本市角色 Make a role of the city’s own', tags, body: design } }, (request, reply) =>
    once(house.db, request.reader.accountId ?? '', request, reply, async (tx) => {
      const role = await makeRole(tx, house, request.body as RoleDesign, known(), by(request));
      return { status: 201, headers: { location: `/api/v1/roles/${role.key}`, etag: etagOf(role.version) }, body: { ...shownOwn(role, request), holders: 0 } };
    }));

  app.patch('/api/v1/roles/:key', { config: { permission: 'right.manage', stepUp: true }, schema: { summary: '修改本市角色 Change a role of the city’s own', tags, params: byKey, body: design } }, async (request, reply) => {
    const version = versionIn(request.headers['if-match']);
    const role = await house.db.begin((tx) => changeRole(tx, house, request.params.key, request.body as RoleDesign, version, known(), by(request)));
    return reply.header('etag', etagOf(role.version)).send({ ...shownOwn(role, request), holders: 0 });
  });

  app.post('/api/v1/roles/:key/retire', { config: { permission: 'right.manage', stepUp: true }, schema: { summary: '停用本市角色 Retire a role of the city’s own', tags, params: byKey, response: { 200: Type.Object({ ended: Type.Integer() }) } } }, async (request) =>
    ({ ended: await house.db.begin((tx) => retireRole(tx, house, request.params.key, by(request))) }));

  app.post('/api/v1/roles/preview', {
    config: { permission: 'right.read', ...perMinute(30) },
    schema: { summary: '以此角色预览 What somebody with this role would see', tags, body: Type.Object({ may: Type.Array(rightName, { maxItems: 100 }), reach, organ: Type.Optional(Type.String({ maxLength: 80 })), region: Type.Optional(Type.String({ pattern: '^\\d{12}$' })) }, { additionalProperties: false }) },
  }, async (request) => {
    const lists = await previewOf(app, house, request.body as Pick<RoleDesign, 'may' | 'reach'>, { organ: request.body.organ ?? null, region: request.body.region ?? null }, request.locale);
    return { lists };
  });

  app.get('/api/v1/accounts/:id/appointments', { config: { permission: 'account.read' }, schema: { summary: '任职及其历史 Appointments of an account and their history', tags, params: byId } }, async (request) => {
    const titles = await roleTitles(house.db, house, request.locale);
    return (await appointmentsOf(house.db, request.params.id)).map(({ own: _own, ...each }) => ({ ...each, roleTitle: titles.get(each.role) ?? each.role, organName: each.organ ? organName(house, each.organ) : null, fromAt: formatMoment(each.fromAt), untilAt: each.untilAt ? formatMoment(each.untilAt) : null }));
  });

  app.post('/api/v1/accounts/:id/appointments', {
    config: { permission: 'right.manage', stepUp: true },
    schema: {
      summary: '任命 Appoint', tags, params: byId,
      body: Type.Object({ role: Type.String({ maxLength: 80, title: '角色' }), organ: Type.Optional(Type.String({ maxLength: 80, title: '单位' })), region: Type.Optional(Type.String({ pattern: '^\\d{12}$', title: '辖区' })), fromAt: Type.Optional(Type.String({ format: 'date-time', title: '自' })), untilAt: Type.Optional(Type.String({ format: 'date-time', title: '至' })), basis: text('依据', { maxLength: 400 }) }, { additionalProperties: false }),
    },
  }, (request, reply) => once(house.db, request.reader.accountId ?? '', request, reply, async (tx) => {
    const { fromAt, untilAt, ...asked } = request.body;
    if (untilAt !== undefined && new Date(untilAt) < new Date(fromAt ?? Date.now())) throw refuseCommon('INPUT_INVALID', { count: 1 }, [{ pointer: '/untilAt', zh: '“至”应在“自”之后', en: 'The end lies before the beginning' }]);
    const id = await appoint(tx, house, request.params.id, { ...asked, fromAt: fromAt === undefined ? null : new Date(fromAt), untilAt: untilAt === undefined ? null : new Date(untilAt) }, by(request));
    return { status: 201, body: { id } };
  }));

  app.post('/api/v1/appointments/:id/end', { config: { permission: 'right.manage', stepUp: true }, schema: { summary: '结束任职 End an appointment', tags, params: byId } }, async (request, reply) => {
    await house.db.begin((tx) => endAppointment(tx, request.params.id, by(request)));
    return reply.code(204).send();
  });

  app.get('/api/v1/rights/why', {
    config: { permission: 'signed-in', ...perMinute(60) },
    schema: {
      summary: '为什么可以（不可以） Why may I (not)?', tags,
      querystring: Type.Object({ object: Type.String({ maxLength: 40 }), id: Type.String({ maxLength: 80 }), right: rightName, account: Type.Optional(Type.String({ format: 'uuid' })) }),
      response: { 200: Type.Object({ allowed: Type.Boolean(), words, roles: Type.Array(Type.Object({ key: words, title: words, where: words, reaches: Type.Boolean() })), missing: Type.Union([words, Type.Null()]), givenBy: words }) },
    },
  }, async (request) => {
    const { account } = request.query;
    if (account !== undefined && account !== request.reader.accountId) mustMay(request.reader, 'right.read');
    const answer = await why(house, request.reader, request.query, request.locale);
    return { ...answer, roles: answer.roles.map((role) => ({ ...role })) };
  });
}

/** The version an If-Match names; null when any will do. */
function versionIn(match: string | undefined): number | null {
  const found = /^"(\d+)"$/.exec(match ?? '')?.[1];
  return found === undefined ? null : Number(found);
}
