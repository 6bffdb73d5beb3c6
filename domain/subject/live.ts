import type { App } from '#kernel/http/app.ts';
import type { House } from '#kernel/house.ts';
import { may } from './reader.ts';

/** Live notices (server-sent events), each only to readers who may read its noun at its organ and region. */
export function liveRoute(app: App, house: House): void {
  app.get('/api/v1/live', { config: { permission: 'signed-in', compress: false }, schema: { summary: '实时事件 Live events (text/event-stream)', tags: ['live'] } }, (request, reply) => {
    reply.hijack();
    const out = reply.raw;
    out.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store', 'x-accel-buffering': 'no' });
    out.write(`retry: 2000\n: ${request.traceId}\n\n`);
    const reader = request.reader;
    const stopHearing = house.live.hear((notice) => {
      const noun = notice.topic.split('.')[0] ?? '';
      if (may(reader, `${noun}.read`, notice)) out.write(`id: ${notice.id}\ndata: ${JSON.stringify(notice)}\n\n`);
    });
    const beat = setInterval(() => out.write(': beat\n\n'), 20_000);
    request.raw.on('close', () => {
      clearInterval(beat);
      stopHearing();
    });
  });
}
