import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { FastifyRequest } from 'fastify';
import type { Db } from '#kernel/database/connect.ts';
import type { House } from '#kernel/house.ts';
import { receiveFile } from '#kernel/files/receive.ts';
import { searchPlaces } from '#domain/place/search.ts';
import { guest, type Reader } from '#domain/subject/reader.ts';
import { submit } from '#domain/matter/submit.ts';
import { refuse } from './errors.ts';
import { serviceOf } from './services.ts';

/** The fields of a POST, whatever the client encoded them as; uploads are stored at once for the key's account. */
export type Sent = { readonly fields: Readonly<Record<string, string>>; readonly links: readonly string[]; readonly files: readonly string[] };

/** The service account behind an api_key; refuses a missing, unknown or closed one. */
export async function readerOfKey(db: Db, key: string | undefined): Promise<Reader> {
  const [account] = key ? await db<{ id: string; name: string }[]>`select a.id, k.name from open311_keys k join accounts a on a.id = k.account_id where k.key_hash = ${digest(key)} and k.closed_at is null and a.closed_at is null` : [];
  if (!account) throw refuse('OPEN311_KEY');
  return { ...guest, kind: 'service', accountId: account.id, name: account.name };
}

export const digest = (key: string) => createHash('sha256').update(key).digest('hex');

/** Reads a form-encoded or multipart body. The key is checked before any file is stored. */
export async function readSent(house: House, request: FastifyRequest): Promise<{ sent: Sent; reader: Reader }> {
  if (!request.isMultipart()) {
    const { fields, links } = plainFields(request.body as Record<string, string | string[]> | null);
    return { sent: { fields, links, files: [] }, reader: await readerOfKey(house.db, fields['api_key'] ?? (request.query as { api_key?: string }).api_key) };
  }
  const fields: Record<string, string> = {};
  const links: string[] = [];
  const uploads: { name: string; bytes: Buffer }[] = [];
  for await (const part of request.parts({ limits: { fileSize: 20 * 1024 * 1024, files: 4 } })) {
    if (part.type === 'file') uploads.push({ name: part.filename, bytes: await part.toBuffer() });
    else if (part.fieldname === 'media_url') links.push(String(part.value));
    else fields[part.fieldname] = String(part.value);
  }
  const reader = await readerOfKey(house.db, fields['api_key'] ?? (request.query as { api_key?: string }).api_key);
  const files = await Promise.all(uploads.map(({ name, bytes }) => receiveFile(house, Readable.from([bytes]), { name, ownerId: reader.accountId })));
  return { sent: { fields, links, files: files.map((file) => file.id) }, reader };
}

function plainFields(body: Record<string, string | string[]> | null): Pick<Sent, 'fields' | 'links'> {
  const entries = Object.entries(body ?? {});
  const links = entries.filter(([name]) => name === 'media_url').flatMap(([, value]) => value);
  return { links, fields: Object.fromEntries(entries.map(([name, value]) => [name, Array.isArray(value) ? (value[0] ?? '') : value])) };
}

/** Opens the matter a report asks for. Refuses in Open311's terms what is missing; the form itself is checked like any other. */
export async function report(tx: Db, house: House, reader: Reader, { fields, links, files }: Sent, from: { traceId: string; address: string | null }): Promise<{ number: string }> {
  const service = serviceOf(house, fields['service_code'] ?? '');
  const names = service.type.report;
  if (!names) throw refuse('OPEN311_SERVICE', { code: service.code });
  const words = [fields['description']?.trim(), ...links.map((link) => `图片：${link}`)].filter(Boolean).join('\n');
  if (words.length < 4) throw refuse('OPEN311_DESCRIPTION');
  const spot = await spotOf(house, fields);
  const where = fields['address_string']?.slice(0, 120);
  const form = { [names.class]: service.class, [names.words]: words.slice(0, 1000), [names.spot]: spot, ...(where ? { [names.where]: where } : {}), ...(files.length > 0 ? { [names.photos]: [...files] } : {}) };
  const name = [fields['last_name'], fields['first_name']].filter(Boolean).join('').slice(0, 60);
  const contact = { ...(name ? { name } : {}), ...(fields['phone'] ? { phone: fields['phone'].slice(0, 20) } : {}) };
  return submit(tx, house, reader, { type: service.type.key, form, contact: Object.keys(contact).length > 0 ? contact : null, ...(where ? { address: where } : {}) }, { source: 'open311', ...from });
}

async function spotOf(house: House, fields: Sent['fields']): Promise<[number, number]> {
  const [lon, lat] = [Number(fields['long'] || Number.NaN), Number(fields['lat'] || Number.NaN)];
  if (Number.isFinite(lon) && Number.isFinite(lat)) return [lon, lat];
  const address = fields['address_string'] ?? fields['address_id'];
  if (!address) throw refuse('OPEN311_PLACE');
  const centre = (await searchPlaces(house, address, 1))[0]?.centre;
  if (!centre) throw refuse('OPEN311_ADDRESS', { address });
  return [centre[0], centre[1]];
}
