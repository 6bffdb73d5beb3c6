import { Type } from 'typebox';
import type { House } from '#kernel/house.ts';
import type { App } from '#kernel/http/app.ts';
import { etagOf, pageOf, pageQuery, positionOf, requireMatch } from '#kernel/http/page.ts';
import { mustMay, whoAsks, type Reader } from '#domain/subject/reader.ts';
import type { Locale } from '#kernel/errors/refusal.ts';
import { cycles } from '../define.ts';
import { CardShape, DatasetShape, pageOfShape } from '../shapes.ts';
import { findDataset, getDataset, lockManaged, type Version } from './dataset.ts';
import { changeEntry, EntryShape, publishDataset, withdrawDataset } from './edit.ts';
import { listDatasets, listedDataset, usersOf, type Position } from './list.ts';
import { cardView, datasetView } from './view.ts';

const id = Type.Object({ id: Type.String() });
const choice = (values: readonly string[]) => Type.Optional(Type.Unsafe<string>({ type: 'string', enum: [...values] }));
const Question = Type.Object({
  ...pageQuery,
  q: Type.Optional(Type.String({ maxLength: 200 })), organ: Type.Optional(Type.String({ maxLength: 60 })), status: choice(['draft', 'published', 'withdrawn']),
  sharing: choice(['unconditional', 'conditional', 'none']), opening: choice(['open', 'conditional', 'closed']), grade: choice(['core', 'important', 'general']),
});

/** The catalogue: find, read, change, publish and withdraw entries. */
export function catalogueRoutes(app: App, house: House): void {
  const { db } = house;
  const view = async (datasetId: string, reader: Reader, locale: Locale) => datasetView(house, await listedDataset(db, datasetId), await usersOf(db, datasetId), reader, locale);

  app.get('/api/v1/datasets', {
    config: { permission: 'public' },
    schema: { summary: '数据资源目录 The catalogue of datasets', tags: ['datasets'], querystring: Question, response: { 200: pageOfShape(CardShape) } },
  }, async (request) => {
    const { cursor, limit, ...question } = request.query;
    const rows = await listDatasets(db, request.reader, question, positionOf(cursor, 2) as Position | null, limit);
    const page = pageOf(rows, limit, (row) => [row.rank, row.id]);
    return { items: page.items.map((row) => cardView(house, row)), next: page.next };
  });

  app.get('/api/v1/datasets/:id', {
    config: { permission: 'public' },
    schema: { summary: '数据资源 One dataset', tags: ['datasets'], params: id, response: { 200: DatasetShape } },
  }, async (request, reply) => {
    const dataset = await getDataset(db, request.params.id, request.reader);
    return reply.header('etag', etagOf(dataset.version)).send(await view(dataset.id, request.reader, request.locale));
  });

  app.patch('/api/v1/datasets/:id', {
    config: { permission: 'dataset.manage' },
    schema: { summary: '编目 Change an entry (If-Match)', tags: ['datasets'], params: id, body: EntryShape, response: { 200: DatasetShape } },
  }, async (request, reply) => {
    await db.begin(async (tx) => {
      const dataset = await lockManaged(tx, request.params.id, request.reader);
      requireMatch(request, dataset.version);
      const [version] = dataset.current === null ? [] : await tx<Version[]>`select * from dataset_versions where dataset_id = ${dataset.id} and number = ${dataset.current}`;
      await changeEntry(tx, dataset, version ?? null, request.body, whoAsks(request));
    });
    const { version } = (await findDataset(db, request.params.id))!;
    return reply.header('etag', etagOf(version)).send(await view(request.params.id, request.reader, request.locale));
  });

  app.post('/api/v1/datasets/:id/publish', {
    config: { permission: 'dataset.publish' },
    schema: { summary: '发布到目录 Publish', tags: ['datasets'], params: id, response: { 200: DatasetShape } },
  }, async (request, reply) => {
    await db.begin(async (tx) => {
      const dataset = await lockManaged(tx, request.params.id, request.reader);
      mustMay(request.reader, 'dataset.publish', dataset);
      requireMatch(request, dataset.version);
      await publishDataset(tx, dataset, whoAsks(request));
    });
    const { version } = (await findDataset(db, request.params.id))!;
    return reply.header('etag', etagOf(version)).send(await view(request.params.id, request.reader, request.locale));
  });

  app.post('/api/v1/datasets/:id/withdraw', {
    config: { permission: 'dataset.publish' },
    schema: { summary: '撤下 Withdraw, with the reason', tags: ['datasets'], params: id, body: Type.Object({ reason: Type.String({ minLength: 2, maxLength: 1000, title: '原因' }) }, { additionalProperties: false }), response: { 200: DatasetShape } },
  }, async (request, reply) => {
    await db.begin(async (tx) => {
      const dataset = await lockManaged(tx, request.params.id, request.reader);
      mustMay(request.reader, 'dataset.publish', dataset);
      await withdrawDataset(tx, dataset, request.body.reason, whoAsks(request));
    });
    const { version } = (await findDataset(db, request.params.id))!;
    return reply.header('etag', etagOf(version)).send(await view(request.params.id, request.reader, request.locale));
  });

  app.get('/api/v1/dataset-terms', {
    config: { permission: 'public' },
    schema: { summary: '编目用语 Words of the catalogue', tags: ['datasets'], response: { 200: Type.Object({ cycles: Type.Record(Type.String(), Type.String()) }) } },
  }, async () => ({ cycles: { ...cycles } }));
}
