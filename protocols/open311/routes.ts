import { Type } from 'typebox';
import type { FastifyRequest } from 'fastify';
import type { App } from '#kernel/http/app.ts';
import { once } from '#kernel/http/once.ts';
import type { House } from '#kernel/house.ts';
import { parseMoment } from '#kernel/time/rfc3339.ts';
import { fieldsOf } from '#kernel/schema/fields.ts';
import { answer, open311Failure } from './answer.ts';
import { refuse as refuseInput } from '#kernel/errors/common.ts';
import { refuse } from './errors.ts';
import { readSent, report } from './report.ts';
import { listRequests, listUpdates, type RequestFilter } from './requests.ts';
import { serviceOf, servicesOf } from './services.ts';
import { toXml } from './xml.ts';

const base = '/open311/v2';
const formats = ['xml', 'json'] as const;
const config = { permission: 'public', failurePage: open311Failure } as const;
const day = 86_400_000;

/** Open311 GeoReport v2 (wiki.open311.org) over the city's public reports, in XML and JSON. */
export function open311Routes(app: App, house: House): void {
  for (const format of formats) {
    const get = (path: string, summary: string, root: string, read: (request: FastifyRequest) => Promise<Parameters<typeof answer>[3]>) =>
      app.get(`${base}/${path}.${format}`, { config, schema: { summary, tags: ['open311'], querystring: anything } }, async (request, reply) => {
        checkJurisdiction(house, request);
        return answer(request, reply, root, await read(request));
      });

    get('discovery', 'Open311 discovery', 'discovery', async () => ({
      changeset: '2026-11-21T00:00:00+08:00', contact: '12345', key_service: '向城市运行中心申请',
      endpoints: [{ specification: 'http://wiki.open311.org/GeoReport_v2', url: `${house.config.publicUrl}${base}`, changeset: '2026-11-21T00:00:00+08:00', type: 'production', formats: ['text/xml', 'application/json'] }],
    }));
    get('services', 'Open311 services', 'services', async () => servicesOf(house).map((service) => ({ service_code: service.code, service_name: service.name, description: service.type.title, metadata: 'true', type: 'realtime', keywords: service.type.alsoCalled.join(','), group: service.type.title })));
    get('services/:code', 'Open311 service definition', 'service_definition', async (request) => {
      const service = serviceOf(house, (request.params as { code: string }).code);
      const taken = Object.values(service.type.report ?? {});
      const extra = fieldsOf(service.type.form).filter((field) => !taken.includes(field.name));
      return { service_code: service.code, attributes: extra.map((field, order) => ({ variable: 'true', code: field.name, datatype: Object.keys(field.labels).length > 0 ? 'singlevaluelist' : 'string', required: String(field.required), datatype_description: field.hint ?? '', order: order + 1, description: field.title, values: Object.entries(field.labels).map(([key, name]) => ({ key, name })) })) };
    });
    get('requests', 'Open311 requests', 'service_requests', (request) => listRequests(house.db, house, filterOf(house, request)));
    get('requests/:id', 'Open311 request', 'service_requests', async (request) => {
      const found = await listRequests(house.db, house, { ...filterOf(house, request), numbers: [(request.params as { id: string }).id] });
      if (found.length === 0) throw refuseNotFound();
      return found;
    });
    get('tokens/:token', 'Open311 token', 'service_requests', async (request) => [{ token: (request.params as { token: string }).token, service_request_id: (request.params as { token: string }).token }]);
    get('servicerequestupdates', 'Open311 updates (mySociety)', 'service_request_updates', (request) => {
      const query = request.query as Record<string, string>;
      const until = momentOf(query['end_date']) ?? house.clock.now();
      return listUpdates(house.db, house, momentOf(query['start_date']) ?? new Date(until.getTime() - day), until);
    });

    app.post(`${base}/requests.${format}`, { config, schema: { summary: 'Open311 new request', tags: ['open311'], consumes: ['application/x-www-form-urlencoded', 'multipart/form-data'], querystring: anything } }, async (request, reply) => {
      checkJurisdiction(house, request);
      const { sent, reader } = await readSent(house, request);
      reply.header('content-type', format === 'json' ? 'application/json; charset=utf-8' : 'text/xml; charset=utf-8');
      return once(house.db, reader.accountId ?? '', request, reply, async (tx) => {
        const { number } = await report(tx, house, reader, sent, { traceId: request.traceId, address: request.ip });
        const made = [{ service_request_id: number, service_notice: '已收到，立案后会派人处理。', account_id: '' }];
        return { status: 201, headers: { 'content-type': format === 'json' ? 'application/json; charset=utf-8' : 'text/xml; charset=utf-8' }, body: format === 'json' ? made : toXml('service_requests', made) };
      });
    });
  }
}

const anything = Type.Record(Type.String(), Type.Unknown());

function checkJurisdiction(house: House, request: FastifyRequest): void {
  const asked = (request.query as { jurisdiction_id?: string }).jurisdiction_id ?? (request.body as { jurisdiction_id?: string } | null | undefined)?.jurisdiction_id;
  if (asked && asked !== house.config.city) throw refuse('OPEN311_JURISDICTION', { own: house.config.city });
}

/** The last 90 days and at most 1000 rows, unless ids are named. */
function filterOf(house: House, request: FastifyRequest): RequestFilter {
  const query = request.query as Record<string, string | undefined>;
  const list = (text: string | undefined) => (text ? String(text).split(',').map((each) => each.trim()).filter(Boolean).slice(0, 1000) : []);
  const until = momentOf(query['end_date']) ?? house.clock.now();
  const size = Math.trunc(Number(query['page_size'] ?? 1000));
  const page = Math.trunc(Number(query['page'] ?? 1));
  return {
    numbers: list(query['service_request_id']), serviceCodes: list(query['service_code']), status: query['status'] === 'open' || query['status'] === 'closed' ? query['status'] : null,
    from: momentOf(query['start_date']) ?? new Date(until.getTime() - 90 * day), until: new Date(until.getTime() + 1), updatedFrom: momentOf(query['updated_after']), updatedUntil: momentOf(query['updated_before']),
    page: page >= 1 && page <= 10_000 ? page : 1, pageSize: size >= 1 && size <= 1000 ? size : 1000,
  };
}

/** A time with or without zone; without one it is Chinese time. Refuses what is no time. */
function momentOf(text: string | undefined): Date | null {
  if (!text) return null;
  const at = parseMoment(/(Z|[+-]\d\d:?\d\d)$/.test(text) ? text : `${text.length === 10 ? `${text}T00:00:00` : text}+08:00`);
  if (!at) throw refuseInput('INPUT_INVALID', { count: 1 }, [{ pointer: '/querystring', zh: `“${text}”不是时间，应如 2026-03-12T08:00:00+08:00`, en: `“${text}” is no time; send e.g. 2026-03-12T08:00:00+08:00` }]);
  return at;
}

const refuseNotFound = () => refuseInput('NOT_FOUND');
