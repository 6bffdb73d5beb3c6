import { Type, type Static } from 'typebox';
import type { App } from '#kernel/http/app.ts';
import type { Locale } from '#kernel/errors/refusal.ts';
import { refuse as refuseCommon } from '#kernel/errors/common.ts';
import { pageQuery } from '#kernel/http/page.ts';
import type { House } from '#kernel/house.ts';
import { fieldsOf, isMasked } from '#kernel/schema/fields.ts';
import { formatMoment } from '#kernel/time/rfc3339.ts';
import { organName } from '#domain/subject/organs.ts';
import { matterTypes, type MatterType } from './define.ts';
import { refuse } from './errors.ts';
import { latestActs, ledgerLights, ledgerOf, lightsOf, type LatestAct, type LedgerFilter, type LedgerLight } from './ledger.ts';
import { shownForm, summary } from './view.ts';

const byType = Type.Object({ type: Type.String({ maxLength: 80 }) });
const filters = {
  light: Type.Optional(Type.Unsafe<LedgerLight>({ type: 'string', enum: [...ledgerLights] })), trace: Type.Optional(Type.String({ maxLength: 64 })), q: Type.Optional(Type.String({ maxLength: 200 })),
  form: Type.Optional(Type.String({ maxLength: 1000, description: 'JSON object the form must contain: {"lead":"440900-水务局"}' })),
};
const filterQuery = Type.Object(filters);

/** Ledgers (台账): the tasks of one type with the fields and the latest act one asks for, and how many stand how. */
export function ledgerRoutes(app: App, house: House): void {
  app.get('/api/v1/ledgers/:type', {
    config: { permission: 'matter.read' },
    schema: {
      summary: '台账：一类任务，按期限排列 Ledger of a type of task', tags: ['matters'], params: byType,
      querystring: Type.Object({ ...pageQuery, ...filters, fields: Type.Optional(Type.String({ maxLength: 400, description: 'form fields to show: progress,due' })), latest: Type.Optional(Type.String({ maxLength: 200, description: 'acts whose last one to show: feedback,finish' })) }),
    },
  }, async (request) => {
    const { cursor, limit, fields = '', latest = '', ...query } = request.query;
    const type = taskType(house, request.params.type);
    const page = await ledgerOf(house.db, house, request.reader, filterOf(type, query), house.clock.now(), { limit, ...(cursor ? { cursor } : {}) });
    const acts = await latestActs(house.db, page.items.map(({ id }) => id), listed(latest));
    const wanted = new Set(listed(fields));
    return {
      items: page.items.map((matter) => {
        const { form } = shownForm(type, matter, request.reader);
        return { ...summary(house, matter, request.locale), traceId: matter.traceId, fields: Object.fromEntries(Object.entries(form).filter(([name]) => wanted.has(name))), latest: shownAct(house, acts.get(matter.id), request.locale) };
      }),
      next: page.next,
    };
  });

  app.get('/api/v1/ledgers/:type/lights', { config: { permission: 'matter.read' }, schema: { summary: '台账各灯件数 How many tasks stand how', tags: ['matters'], params: byType, querystring: filterQuery } }, async (request) =>
    lightsOf(house.db, request.reader, filterOf(taskType(house, request.params.type), request.query), house.clock.now()));
}

function taskType(house: House, key: string): MatterType {
  const type = house.declared.find(matterTypes, key);
  if (type?.kind !== 'task') throw refuse('MATTER_TYPE_NOT_FOUND', { type: key });
  return type;
}

/** Personal fields cannot be asked for: by asking often enough one could read what is masked. */
function filterOf(type: MatterType, { form: text, ...filter }: Static<typeof filterQuery>): LedgerFilter {
  if (text === undefined) return { type: type.key, ...filter };
  const askable = new Set(fieldsOf(type.form).filter((field) => !isMasked(field)).map((field) => field.name));
  const form = objectIn(text);
  if (!form || Object.keys(form).some((name) => !askable.has(name))) throw refuseCommon('INPUT_INVALID', { count: 1 }, [{ pointer: '/form', zh: '应为 JSON 对象，且只含可以查询的字段', en: 'Must be a JSON object of fields that may be asked for' }]);
  return { type: type.key, ...filter, form };
}

function objectIn(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

const shownAct = (house: House, act: LatestAct | undefined, locale: Locale) => (act ? { ...act, title: house.declared.say(act.title, locale), organName: act.organ ? organName(house, act.organ) : null, at: formatMoment(act.at) } : null);

const listed = (text: string): string[] => text.split(',').map((name) => name.trim()).filter((name) => name !== '');
