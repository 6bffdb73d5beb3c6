import { Type } from 'typebox';
import { audit } from '#kernel/audit/audit.ts';
import type { App } from '#kernel/http/app.ts';
import { once } from '#kernel/http/once.ts';
import type { House } from '#kernel/house.ts';
import { formatMoment } from '#kernel/time/rfc3339.ts';
import { rules } from '../define-rules.ts';
import { organName } from '../organs.ts';
import { fromOf } from '../sign-in/from.ts';
import { bindToContract, contractsOf, endContract, enterContract } from './contracts.ts';
import { refuse } from './errors.ts';

const tags = ['access'];
const day = Type.String({ format: 'date' });
const id = Type.Object({ id: Type.String({ format: 'uuid' }) });

/** The rules of use and who acknowledged them; contracts of suppliers. */
export function accessRoutes(app: App, house: House): void {
  app.get('/api/v1/rules', { config: { permission: 'signed-in', openToHeldBack: true }, schema: { summary: '使用规定与我的确认 The rules of use, and what I acknowledged', tags } }, async (request) => {
    const acknowledged = new Map((await house.db<{ key: string; at: Date }[]>`select rules || ' ' || version as key, at from rules_acknowledged where account_id = ${request.reader.accountId}`).map(({ key, at }) => [key, at]));
    const say = (text: string) => house.declared.say(text, request.locale);
    return house.declared.all(rules).map(({ key, title, version, points }) => {
      const at = acknowledged.get(`${key} ${version}`);
      return { key, title: say(title), version, points: points.map(say), acknowledgedAt: at ? formatMoment(at) : null };
    });
  });

  app.post('/api/v1/rules/:key/acknowledgement', {
    config: { permission: 'signed-in', openToHeldBack: true },
    schema: { summary: '确认使用规定 Acknowledge the rules', tags, params: Type.Object({ key: Type.String({ maxLength: 60 }) }), body: Type.Object({ version: Type.String({ maxLength: 40, title: '版本' }) }, { additionalProperties: false }) },
  }, async (request, reply) => {
    const known = house.declared.find(rules, request.params.key);
    if (!known || known.version !== request.body.version) throw refuse('RULES_CHANGED', { given: request.body.version, version: known?.version ?? '—' });
    const from = fromOf(request);
    await house.db.begin(async (tx) => {
      await tx`insert into rules_acknowledged (account_id, rules, version, at, address) values (${request.reader.accountId}, ${known.key}, ${known.version}, ${house.clock.now()}, ${from.address}) on conflict do nothing`;
      await audit(tx, { accountId: request.reader.accountId, act: 'rules.acknowledged', object: 'rules', objectId: `${known.key} ${known.version}`, traceId: from.traceId, address: from.address });
    });
    return reply.code(204).send();
  });

  app.get('/api/v1/contracts', { config: { permission: 'account.read' }, schema: { summary: '合作单位合同 Contracts of suppliers', tags } }, async () =>
    (await contractsOf(house.db)).map((contract) => ({ ...contract, organName: organName(house, contract.organ), endedAt: contract.endedAt && formatMoment(contract.endedAt) })));

  app.post('/api/v1/contracts', {
    config: { permission: 'account.manage' },
    schema: {
      summary: '登记合作单位合同 Enter a contract', tags,
      body: Type.Object({ supplier: Type.String({ minLength: 1, maxLength: 200, title: '合作单位' }), uscc: Type.String({ maxLength: 18, title: '统一社会信用代码' }), title: Type.String({ minLength: 1, maxLength: 200, title: '合同内容' }), organ: Type.String({ maxLength: 60, title: '主管单位' }), fromOn: day, untilOn: day }, { additionalProperties: false }),
    },
  }, (request, reply) => once(house.db, request.reader.accountId ?? '', request, reply, async (tx) => ({ status: 201, body: { id: await enterContract(tx, house, request.body, request.reader.accountId, fromOf(request)) } })));

  app.post('/api/v1/contracts/:id/accounts', {
    config: { permission: 'account.manage' },
    schema: { summary: '把帐号纳入合同 Put an account under a contract', tags, params: id, body: Type.Object({ username: Type.String({ minLength: 1, maxLength: 100, title: '帐号' }) }, { additionalProperties: false }) },
  }, async (request, reply) => {
    await house.db.begin((tx) => bindToContract(tx, request.params.id, request.body.username, request.reader.accountId, fromOf(request)));
    return reply.code(204).send();
  });

  app.post('/api/v1/contracts/:id/end', {
    config: { permission: 'account.manage' },
    schema: { summary: '提前终止合同 End a contract early', tags, params: id, body: Type.Object({ why: Type.String({ minLength: 2, maxLength: 500, title: '理由' }) }, { additionalProperties: false }) },
  }, async (request, reply) => {
    await house.db.begin((tx) => endContract(tx, house, request.params.id, request.body.why, request.reader.accountId, fromOf(request)));
    return reply.code(204).send();
  });
}
