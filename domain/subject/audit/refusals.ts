import { audit } from '#kernel/audit/audit.ts';
import type { House } from '#kernel/house.ts';
import type { App } from '#kernel/http/app.ts';
import { whoAsks } from '../reader.ts';

/** What somebody signed in was refused is an act too: tried again and again, it is looked at. Nothing was changed, so it needs no transaction. */
export function noteRefusals(app: App, house: House): void {
  app.addHook('onResponse', async (request, reply) => {
    if (reply.statusCode !== 403 || !request.reader?.accountId) return;
    await audit(house.db, { ...whoAsks(request), act: 'request.refused', object: 'route', objectId: `${request.method} ${request.routeOptions.url ?? ''}` }).catch((error: unknown) => request.log.error({ err: error }, 'a refusal was not written down'));
  });
}
