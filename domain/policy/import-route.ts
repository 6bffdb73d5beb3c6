import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { App } from '#kernel/http/app.ts';
import { refuse as refuseCommon } from '#kernel/errors/common.ts';
import { keepFile, plainName } from '#kernel/files/receive.ts';
import { findFile, type StoredFile } from '#kernel/files/table.ts';
import { once } from '#kernel/http/once.ts';
import type { House } from '#kernel/house.ts';
import { beginPlan, keepPlan } from './keep-plan.ts';
import { getPlan } from './plans.ts';
import { largestPlan } from './plan/read-document.ts';
import { refusePlan } from './plan/refusal.ts';
import { orderReading, readAtOnce } from './reading/import-job.ts';
import { readApart } from './reading/read-apart.ts';
import { shownPlan } from './shown-plan.ts';

const body = Type.Object({ file: Type.Optional(Type.String({ format: 'uuid', title: '文件' })), text: Type.Optional(Type.String({ maxLength: 1_500_000, title: '正文' })), name: Type.Optional(Type.String({ maxLength: 200, title: '名称' })) }, { additionalProperties: false });

/**
 * Takes a plan in. A short document is read while the sender waits (201, with its tasks; refused, nothing is stored); a longer one
 * stands in the list as `reading` (202) and becomes `ready` or `refused`. Either way a thread of its own reads it.
 */
export function importRoute(app: App, house: House): void {
  app.post('/api/v1/plans', { config: { permission: 'plan.import' }, schema: { summary: '导入方案：先上传文件，或粘贴正文 Import a plan', tags: ['plans'], body } }, async (request, reply) => {
    const given = await givenIn(house, request);
    const isShort = given.size <= readAtOnce;
    const plan = isShort ? await readApart(await given.bytes(), given.arrival, { log: house.log, seconds: 20 }) : null;
    const file = given.file ?? await keepText(house, request, await given.bytes(), given.name);
    return once(house.db, request.reader.accountId ?? '', request, reply, async (tx) => {
      const id = await beginPlan(tx, request.reader, { name: given.name, fileId: file.id }, request.traceId);
      await (plan ? keepPlan(tx, house, id, plan, request.ip) : orderReading(tx, id));
      const { doubts: _doubts, ...stored } = await getPlan(tx, request.reader, id);
      return { status: plan ? 201 : 202, headers: { location: `/api/v1/plans/${id}` }, body: shownPlan(house, stored, request.locale) };
    });
  });
}

type Given = { readonly name: string; readonly size: number; readonly arrival: { readonly name: string; readonly type: string }; readonly file: StoredFile | null; readonly bytes: () => Promise<Uint8Array> };

/** The document of a request: a file this account has uploaded, or text. Refuses one too large before reading any of it. */
async function givenIn(house: House, request: FastifyRequest): Promise<Given> {
  const { file: fileId, text, name } = request.body as { file?: string; text?: string; name?: string };
  if (fileId === undefined && text === undefined) throw refuseCommon('INPUT_INVALID', { count: 1 }, [{ pointer: '/file', zh: '请上传文件或粘贴正文', en: 'Upload a file or paste the text' }]);
  if (fileId === undefined) {
    const bytes = Buffer.from(text ?? '', 'utf8');
    return { name: name?.trim() || '未命名方案', size: bytes.length, arrival: { name: name ?? '', type: 'text/plain' }, file: null, bytes: async () => bytes };
  }
  const file = await findFile(house.db, fileId);
  if (!file || file.ownerId !== request.reader.accountId) throw refuseCommon('NOT_FOUND');
  if (file.size > largestPlan) throw refusePlan('PLAN_TOO_LARGE', { limit: `${largestPlan / 1024 / 1024} MB` });
  const called = name ?? file.name;
  return { name: called.replace(/\.\w{1,5}$/, ''), size: file.size, arrival: { name: called, type: file.type }, file, bytes: async () => buffer(await house.files.get(file.sha256)) };
}

/** Pasted text is kept like an uploaded document: what was read can be looked up later. */
async function keepText(house: House, request: FastifyRequest, bytes: Uint8Array, name: string): Promise<StoredFile> {
  return keepFile(house, Readable.from([bytes]), largestPlan, { type: 'text/plain', name: plainName(`${name}.txt`), ownerId: request.reader.accountId });
}
