import { Type } from 'typebox';
import type { House } from '#kernel/house.ts';
import type { App } from '#kernel/http/app.ts';
import { once } from '#kernel/http/once.ts';
import { columnsFor, getManaged, lockManaged, versionAsked } from '../catalogue/dataset.ts';
import { refuse } from '../errors.ts';
import { orderMapping } from '../import/order.ts';
import { importView } from '../import/view.ts';
import { lakeOf } from '../lake/lake.ts';
import { pathsOf } from '../lake/places.ts';
import { fromFiles } from '../lake/sql.ts';
import { ImportShape, MappingPreviewShape, SuggestedShape } from '../shapes.ts';
import { planSteps } from './plan.ts';
import { previewSteps } from './preview.ts';
import { StepsShape, type Step } from './step.ts';
import { suggestSteps } from './suggest.ts';

const id = Type.Object({ id: Type.String() });
const Body = Type.Object({ version: Type.Optional(Type.Integer({ minimum: 1, title: '版本' })), steps: StepsShape }, { additionalProperties: false });

/** Mapping: what the table asks for, what steps would do, and doing it. */
export function mappingRoutes(app: App, house: House): void {
  const { db } = house;
  const lake = lakeOf(house);

  app.get('/api/v1/datasets/:id/mapping/suggested', {
    config: { permission: 'dataset.manage' },
    schema: { summary: '建议的整理步骤 Suggested steps', tags: ['datasets'], params: id, querystring: Type.Object({ version: Type.Optional(Type.Integer({ minimum: 1 })) }), response: { 200: SuggestedShape } },
  }, async (request) => {
    const dataset = await getManaged(db, request.params.id, request.reader);
    const version = await versionAsked(db, dataset, request.query.version);
    return { version: version.number, steps: suggestSteps(columnsFor(dataset, version)) };
  });

  app.post('/api/v1/datasets/:id/mapping/preview', {
    config: { permission: 'dataset.manage' },
    schema: { summary: '预览整理效果 What the steps would do', tags: ['datasets'], params: id, body: Body, response: { 200: MappingPreviewShape } },
  }, async (request) => {
    const dataset = await getManaged(db, request.params.id, request.reader);
    const version = await versionAsked(db, dataset, request.body.version);
    const columns = columnsFor(dataset, version);
    const from = fromFiles(pathsOf(lake, version.parts));
    const steps = request.body.steps as Step[];
    return { version: version.number, ...(await previewSteps(lake, steps, from, columns, faultless(steps, from, columns))) };
  });

  app.post('/api/v1/datasets/:id/mapping', {
    config: { permission: 'dataset.manage' },
    schema: { summary: '应用整理，生成新版本 Apply the steps as a new version', tags: ['datasets'], params: id, body: Body, response: { 202: ImportShape } },
  }, async (request, reply) => void (await once(db, request.reader.accountId ?? '', request, reply, async (tx) => {
    const dataset = await lockManaged(tx, request.params.id, request.reader);
    const version = await versionAsked(tx, dataset, request.body.version);
    const steps = request.body.steps as Step[];
    faultless(steps, fromFiles(pathsOf(lake, version.parts)), version.columns);
    const row = await orderMapping(tx, dataset, version.number, steps, { reader: request.reader, traceId: request.traceId });
    return { status: 202, body: importView({ ...row, title: dataset.title }, request.locale), headers: { location: `/api/v1/imports/${row.id}` } };
  })));
}

/** The plan of steps without faults. Refuses MAPPING_INVALID with every fault otherwise. */
function faultless(steps: readonly Step[], from: string, columns: Parameters<typeof planSteps>[2]) {
  const { plan, faults } = planSteps(steps, from, columns);
  if (faults.length > 0) throw refuse('MAPPING_INVALID', { count: faults.length }, faults);
  return plan;
}
