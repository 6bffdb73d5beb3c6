import { Type } from 'typebox';
import { audit } from '#kernel/audit/audit.ts';
import type { App } from '#kernel/http/app.ts';
import { perMinute } from '#kernel/http/app.ts';
import type { House } from '#kernel/house.ts';
import type { FieldClass } from '#kernel/schema/fields.ts';
import { refuse as refuseCommon } from '#kernel/errors/common.ts';
import { formatMoment } from '#kernel/time/rfc3339.ts';
import { refuse } from '../errors.ts';
import { masks } from '../identifiers/mask.ts';
import { findPerson, findPersonByIdNumber, findPersonsBy, type Person } from '../persons.ts';
import { may, whoAsks } from '../reader.ts';
import { revealBody } from './basis.ts';
import { mustReveal } from './reveal.ts';

/** The class of what the registry knows of a person, field by field. */
export const personFields: Readonly<Record<'name' | 'idNumber' | 'phone' | 'address' | 'born', FieldClass>> = { name: 'personal', idNumber: 'sensitive', phone: 'personal', address: 'personal', born: 'personal' };

/** A person as officials see them without saying what for. */
export const maskedPerson = (person: Person) => ({
  id: person.id, name: masks.name(person.name, 'staff'), idNumber: masks.idNumber(person.idNumber, 'public'), phone: person.phone && masks.phone(person.phone, 'staff'), address: person.address && masks.address(person.address, 'staff'),
  sex: person.sex, born: `${person.born.slice(0, 4)}-**-**`, region: person.region, realName: person.realName, updatedAt: formatMoment(person.updatedAt), masked: Object.keys(personFields),
});

/** The registry of persons: searched exactly, answered masked, opened field by field with purpose and basis. */
export function personRoutes(app: App, house: House): void {
  app.get('/api/v1/persons', {
    config: { permission: 'person.read', ...perMinute(120) },
    schema: { summary: '按证号、姓名或电话精确查人（脱敏） Find persons exactly, masked', tags: ['personal data'], querystring: Type.Object({ by: Type.Unsafe<'idNumber' | 'name' | 'phone'>({ type: 'string', enum: ['idNumber', 'name', 'phone'] }), q: Type.String({ minLength: 2, maxLength: 60 }) }) },
  }, async (request) => house.db.begin(async (tx) => {
    const { by, q } = request.query;
    const one = by === 'idNumber' ? await findPersonByIdNumber(tx, house, q) : null;
    const found = (by === 'idNumber' ? (one ? [one] : []) : await findPersonsBy(tx, house, by, q)).filter((person) => may(request.reader, 'person.read', { organ: request.reader.organ, region: person.region }));
    await audit(tx, { ...whoAsks(request), act: 'person.search', object: 'person', subjects: found.map(({ id }) => id), fields: [by], detail: { by, found: found.length } });
    return { items: found.map(maskedPerson) };
  }));

  app.get('/api/v1/persons/:id', { config: { permission: 'person.read' }, schema: { summary: '一个人的登记（脱敏） One person, masked', tags: ['personal data'], params: Type.Object({ id: Type.String({ maxLength: 60 }) }) } }, async (request) => house.db.begin(async (tx) => {
    const person = await findPerson(tx, house, request.params.id);
    if (!person || !may(request.reader, 'person.read', { organ: request.reader.organ, region: person.region })) throw refuse('SUBJECT_NOT_FOUND');
    await audit(tx, { ...whoAsks(request), act: 'person.read', object: 'person', objectId: person.id, subjects: [person.id] });
    return maskedPerson(person);
  }));

  app.post('/api/v1/persons/:id/reveal', {
    config: { permission: 'person.read', stepUp: true },
    schema: { summary: '说明用途和依据后查看完整信息 See fields in full, with purpose and basis', tags: ['personal data'], params: Type.Object({ id: Type.String({ maxLength: 60 }) }), body: revealBody },
  }, async (request, reply) => house.db.begin(async (tx) => {
    const person = await findPerson(tx, house, request.params.id);
    if (!person || !may(request.reader, 'person.read', { organ: request.reader.organ, region: person.region })) throw refuse('SUBJECT_NOT_FOUND');
    const fields = knownFields(request.body.fields);
    await mustReveal(tx, house, { reader: request.reader, ...request.body, fields, subjectId: person.id, spot: { organ: request.reader.organ, region: person.region }, act: 'person.reveal', object: 'person', objectId: person.id, traceId: request.traceId, address: request.ip });
    reply.header('cache-control', 'no-store');
    return { id: person.id, values: Object.fromEntries(fields.map(({ name }) => [name, person[name]])) };
  }));
}

function knownFields(names: readonly string[]): { name: keyof typeof personFields; class: FieldClass }[] {
  const strange = names.filter((name) => !(name in personFields));
  if (strange.length > 0) throw refuseCommon('INPUT_INVALID', { count: strange.length }, strange.map((name) => ({ pointer: '/fields', zh: `人口库没有“${name}”这一项，可以是 ${Object.keys(personFields).join('、')}`, en: `The registry has no field “${name}”; it has ${Object.keys(personFields).join(', ')}` })));
  return names.map((name) => ({ name: name as keyof typeof personFields, class: personFields[name as keyof typeof personFields] }));
}
