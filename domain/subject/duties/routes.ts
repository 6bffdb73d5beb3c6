import { Type } from 'typebox';
import type { App } from '#kernel/http/app.ts';
import { once } from '#kernel/http/once.ts';
import type { House } from '#kernel/house.ts';
import { formatMoment } from '#kernel/time/rfc3339.ts';
import { duties } from '../define-duty.ts';
import { mustMay, whoAsks } from '../reader.ts';
import { organById } from '../organs.ts';
import { refuse } from './errors.ts';
import { nameHolder } from './name.ts';
import { dutiesByOrgan, historyOf } from './read.ts';

const tags = ['duties'];
const organ = Type.String({ minLength: 1, maxLength: 60, title: '单位' });
const duty = Type.String({ minLength: 1, maxLength: 60, title: '责任' });

/** Duties of organs: which there are, who holds them, who did, and which nobody holds. */
export function dutyRoutes(app: App, house: House): void {
  app.get('/api/v1/duties', { config: { permission: 'duty.read' }, schema: { summary: '责任清单与各单位落实情况 Duties, and who holds them in each organ', tags } }, async (request) => ({
    duties: house.declared.all(duties).map(({ key, title, task }) => ({ key, title: house.declared.say(title, request.locale), task: house.declared.say(task, request.locale) })),
    organs: (await dutiesByOrgan(house, request.reader)).map((each) => ({ ...each, holders: each.holders.map((holder) => ({ ...holder, from: formatMoment(holder.from) })) })),
  }));

  app.get('/api/v1/duties/:duty/organs/:organ', { config: { permission: 'duty.read' }, schema: { summary: '一项责任的历任 Everybody who held a duty in an organ', tags, params: Type.Object({ duty, organ }) } }, async (request) => {
    const found = await organById(house, request.params.organ).catch(() => null);
    if (!found) throw refuse('DUTY_UNKNOWN', { duty: request.params.duty });
    mustMay(request.reader, 'duty.read', { organ: found.id, region: found.region });
    return (await historyOf(house, found.id, request.params.duty)).map((each) => ({ ...each, from: formatMoment(each.from), until: each.until && formatMoment(each.until) }));
  });

  app.post('/api/v1/duties/:duty/organs/:organ', {
    config: { permission: 'duty.name' },
    schema: { summary: '指定责任人 Name the holder of a duty', tags, params: Type.Object({ duty, organ }), body: Type.Object({ username: Type.String({ minLength: 1, maxLength: 100, title: '帐号' }) }, { additionalProperties: false }) },
  }, (request, reply) => once(house.db, request.reader.accountId ?? '', request, reply, async (tx) => {
    await nameHolder(tx, house, request.reader, { ...request.params, username: request.body.username }, whoAsks(request));
    return { status: 200, body: { ...request.params, username: request.body.username } };
  }));
}
