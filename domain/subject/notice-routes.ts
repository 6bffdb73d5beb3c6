import { Type } from 'typebox';
import { idTime } from '#kernel/database/id.ts';
import type { App } from '#kernel/http/app.ts';
import type { House } from '#kernel/house.ts';
import { formatMoment } from '#kernel/time/rfc3339.ts';
import { markRead, noticesOf, unreadOf } from './notices.ts';

const tags = ['notices'];

/** Messages to whoever asks: what changed in their matters, what is due, what is asked of them. */
export function noticeRoutes(app: App, house: House): void {
  app.get('/api/v1/notices', { config: { permission: 'signed-in' }, schema: { summary: '我的消息 My messages', tags } }, async (request) => {
    const account = request.reader.accountId ?? '';
    const [items, unread] = await Promise.all([noticesOf(house.db, account, 100), unreadOf(house.db, account)]);
    return { unread, items: items.map(({ readAt, ...notice }) => ({ ...notice, at: formatMoment(idTime(notice.id)), readAt: readAt && formatMoment(readAt) })) };
  });

  app.post('/api/v1/notices/read', {
    config: { permission: 'signed-in' },
    schema: { summary: '标为已读 Mark as read', tags, body: Type.Object({ about: Type.Optional(Type.String({ format: 'uuid' })) }, { additionalProperties: false }) },
  }, async (request, reply) => {
    await markRead(house.db, request.reader.accountId ?? '', request.body.about ?? null);
    return reply.code(204).send();
  });
}
