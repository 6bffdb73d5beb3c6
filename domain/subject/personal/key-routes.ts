import { Type } from 'typebox';
import { audit } from '#kernel/audit/audit.ts';
import type { App } from '#kernel/http/app.ts';
import { once } from '#kernel/http/once.ts';
import type { House } from '#kernel/house.ts';
import { formatMoment } from '#kernel/time/rfc3339.ts';
import { dataKeys, forgetKeys, stopKey } from '#kernel/vault/keys.ts';
import { rotations, startRotation, type Rotation } from '#kernel/vault/rotate.ts';
import { whoAsks } from '../reader.ts';

const why = Type.String({ minLength: 2, maxLength: 500, title: '理由' });
const shown = (rotation: Rotation) => ({ ...rotation, startedAt: formatMoment(rotation.startedAt), endedAt: rotation.endedAt && formatMoment(rotation.endedAt) });

/** The keys personal data is sealed with, for the security administrator: nothing secret, all of it audited. */
export function keyRoutes(app: App, house: House): void {
  app.get('/api/v1/keys', { config: { permission: 'key.read' }, schema: { summary: '数据密钥与换钥进度 Data keys and changes of key', tags: ['personal data'] } }, async () => ({
    module: { name: house.crypto.name, certificate: house.crypto.certificate },
    keys: (await dataKeys(house.db)).map((key) => ({ ...key, madeAt: formatMoment(key.madeAt), stoppedAt: key.stoppedAt && formatMoment(key.stoppedAt) })),
    rotations: (await rotations(house.db)).map(shown),
  }));

  app.post('/api/v1/keys', {
    config: { permission: 'key.manage', stepUp: true },
    schema: { summary: '换数据密钥 Bring a new data key into use', tags: ['personal data'], body: Type.Object({ why }, { additionalProperties: false }) },
  }, async (request, reply) => {
    const sent = await once(house.db, request.reader.accountId ?? '', request, reply, async (tx) => {
      const rotation = await startRotation(tx, house, request.reader.accountId);
      await audit(tx, { ...whoAsks(request), act: 'key.rotate', object: 'data-key', objectId: String(rotation.toVersion), purpose: request.body.why });
      return { status: 201, body: shown(rotation) };
    });
    forgetKeys(house);
    return sent;
  });

  app.post('/api/v1/keys/:version/stop', {
    config: { permission: 'key.manage', stepUp: true },
    schema: { summary: '停用数据密钥 Stop a data key', tags: ['personal data'], params: Type.Object({ version: Type.Integer({ minimum: 1, maximum: 2147483647 }) }), body: Type.Object({ why }, { additionalProperties: false }) },
  }, async (request, reply) => {
    await house.db.begin(async (tx) => {
      await stopKey(tx, request.params.version, request.body.why, request.reader.accountId);
      await audit(tx, { ...whoAsks(request), act: 'key.stop', object: 'data-key', objectId: String(request.params.version), purpose: request.body.why });
    });
    forgetKeys(house);
    return reply.code(204).send();
  });
}
