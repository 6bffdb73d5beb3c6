import type { Db } from '#kernel/database/connect.ts';
import type { House } from '#kernel/house.ts';
import { formatMoment } from '#kernel/time/rfc3339.ts';
import { idTime } from '#kernel/database/id.ts';
import { organName } from '#domain/subject/organs.ts';
import { stateTitle } from '#domain/matter/lifecycle.ts';
import type { Matter } from '#domain/matter/matter.ts';
import { servicesOf, type Service } from './services.ts';
import type { XmlValue } from './xml.ts';

export type RequestFilter = { readonly numbers: readonly string[]; readonly serviceCodes: readonly string[]; readonly status: 'open' | 'closed' | null; readonly from: Date; readonly until: Date; readonly updatedFrom: Date | null; readonly updatedUntil: Date | null; readonly page: number; readonly pageSize: number };

type Row = Pick<Matter, 'id' | 'number' | 'type' | 'title' | 'state' | 'outcome' | 'organ' | 'lon' | 'lat' | 'address' | 'form' | 'openedAt' | 'dueAt' | 'endedAt'> & { updatedAt: Date };

/** Public reports, newest first: what happened where and where it stands; nothing about who reported. */
export async function listRequests(db: Db, house: House, filter: RequestFilter): Promise<XmlValue[]> {
  const services = servicesOf(house);
  const wanted = filter.serviceCodes.length === 0 ? services : services.filter((service) => filter.serviceCodes.includes(service.code));
  const types = [...new Set(wanted.map((service) => service.type.key))];
  const rows = await db<Row[]>`
    select id, number, type, title, state, outcome, organ, lon, lat, address, form, opened_at as "openedAt", due_at as "dueAt", ended_at as "endedAt", state_since as "updatedAt"
    from matters where type = any(${types}) and lon is not null
      ${filter.numbers.length > 0 ? db`and number = any(${[...filter.numbers]})` : db`and id >= uuid_v7_floor(${filter.from}) and id < uuid_v7_floor(${filter.until})`}
      ${filter.serviceCodes.length > 0 ? db`and type || '.' || (form ->> ${types.length === 1 ? (wanted[0]?.type.report?.class ?? 'class') : 'class'}) = any(${[...filter.serviceCodes]})` : db``}
      ${filter.status === null ? db`` : filter.status === 'open' ? db`and ended_at is null` : db`and ended_at is not null`}
      ${filter.updatedFrom ? db`and state_since >= ${filter.updatedFrom}` : db``} ${filter.updatedUntil ? db`and state_since < ${filter.updatedUntil}` : db``}
    order by id desc limit ${filter.pageSize} offset ${(filter.page - 1) * filter.pageSize}`;
  return rows.map((row) => shown(house, services, row));
}

function shown(house: House, services: readonly Service[], row: Row): XmlValue {
  const type = services.find((service) => service.type.key === row.type)?.type;
  const service = services.find((each) => each.type.key === row.type && each.class === row.form[each.type.report?.class ?? '']);
  return {
    service_request_id: row.number, status: row.endedAt === null ? 'open' : 'closed', status_notes: type ? stateTitle(type, row.state) : row.state,
    service_name: service?.name ?? row.title, service_code: service?.code ?? row.type, description: String(row.form[type?.report?.words ?? ''] ?? ''), agency_responsible: organName(house, row.organ),
    requested_datetime: formatMoment(row.openedAt), updated_datetime: formatMoment(row.updatedAt), expected_datetime: row.dueAt ? formatMoment(row.dueAt) : null,
    address: row.address ?? String(row.form[type?.report?.where ?? ''] ?? ''), lat: row.lat, long: row.lon, media_url: null,
  };
}

/** What changed in public reports in a span of time, oldest first (mySociety's extension). */
export async function listUpdates(db: Db, house: House, from: Date, until: Date): Promise<XmlValue[]> {
  const types = [...new Set(servicesOf(house).map((service) => service.type.key))];
  const rows = await db<{ id: string; number: string; title: string; reason: string | null; ended: boolean; public_reason: boolean }[]>`
    select a.id, m.number, a.title, a.reason, m.ended_at is not null and a.to_state = m.state as ended, a.organ is not null as public_reason
    from matter_acts a join matters m on m.id = a.matter_id
    where a.id >= uuid_v7_floor(${from}) and a.id < uuid_v7_floor(${until}) and a.act <> 'open' and m.type = any(${types}) order by a.id limit 1000`;
  return rows.map((row) => ({ update_id: row.id, service_request_id: row.number, status: row.ended ? 'closed' : 'open', updated_datetime: formatMoment(idTime(row.id)), description: [row.title, row.public_reason ? row.reason : null].filter(Boolean).join('：'), media_url: null }));
}
