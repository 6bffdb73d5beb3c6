import { Type } from 'typebox';
import { defineMatter, end, organNamedIn, to } from '#domain/matter/define.ts';
import { material, question } from '#domain/matter/define-guide.ts';
import { defineProof } from '#domain/proof/define.ts';
import { choice, date, organ, text } from '#kernel/schema/fields.ts';
import { badge, inMatter, matter, pack, thing, withAct, type Broken } from './sound.ts';

const undeclared = defineProof({ ...badge, key: 'passport', typeCode: '11999901000012343E902' });
const elsewhere = defineMatter({ key: 'mend', title: 'Mend', kind: 'task', lifecycle: { open: { title: 'Open', by: 'applicant', acts: { end: end('End', 'Ended', 'done') } } } });
const when = (answers: Record<string, readonly string[]>) => Type.Object({ owner: Type.Unsafe<string>({ ...text('Owner'), 'x-when': answers }) });

/** Names that lead nowhere. */
export const brokenReferences: readonly Broken[] = [
  inMatter('A party named in a field that is not there', matter({ people: { ...matter().people, host: organNamedIn('host') } }), ' · people host: is named in field “host”, which the form does not have. Known: owner, size.'),
  inMatter('A field that depends on a question nobody asks', matter({ form: when({ where: ['home'] }) }), ' · field owner: depends on question “where”, which is not asked. Known: why.'),
  inMatter('A field that depends on an answer nobody can give', matter({ form: when({ why: ['play', 'sport'] }) }), ' · field owner: depends on the answer “sport”, which question “why” does not offer. Known: work, play.'),
  inMatter('A last day taken from a field that is no date', matter({ deadlineIn: 'owner', form: Type.Object({ owner: text('Owner'), until: date('Until') }) }), ' · deadlineIn: takes the last day from “owner”, which is no date field of the form. Known: until.'),
  inMatter('A report put into a field that is not there', matter({ report: { class: 'size', words: 'owner', where: 'owner', spot: 'spot', photos: 'owner' } }), ' · report spot: is put into field “spot”, which the form does not have. Known: owner, size.'),
  inMatter('One question asked twice', matter({ questions: [question('why', 'Why', { work: 'Work' }), question('why', 'Why so', { play: 'Play' })] }), ' · question why: is asked twice under one key. Give each its own.'),
  inMatter('One material listed twice', matter({ materials: [material('photo', 'Photo', { standard: 'Sharp' }), material('photo', 'Picture', { standard: 'Sharp' })] }), ' · material photo: is listed twice under one key. Give each its own.'),
  inMatter('An act that sets what it does not ask and the form does not have', withAct('sent', 'take', { asks: Type.Object({ size: choice('Size', { small: 'Small' }), colour: text('Colour') }), sets: ['owner', 'colour'] }),
    ' · state sent · act take: sets “owner”, which it does not ask for. Known: size, colour.', ' · state sent · act take: sets “colour”, which the form does not have. Known: owner, size.'),
  inMatter('An act kept from whoever did an act that is not there', withAct('sent', 'take', { notBy: 'report' }), ' · state sent · act take: may not be done by who did “report”, which is no act of this matter. Known: take, drop, grant.'),
  inMatter('A level that was never declared', matter({ levels: { I: 'One' }, lifecycle: { ...matter().lifecycle, sent: { ...matter().lifecycle['sent']!, acts: { ...matter().lifecycle['sent']!.acts, take: to('read', 'Take', { asks: Type.Object({ level: choice('Level', { I: 'One', V: 'Five' }), organ: organ('Organ') }) }) } } } }),
    ' · state sent · act take: offers the level “V”, which the matter does not declare. Known: I.'),
  inMatter('A licence nobody declares, issued and asked for', matter({ issues: undeclared, materials: [material('photo', 'Photo', { standard: 'Sharp', from: undeclared })] }), ': uses the proof “passport”, which no loaded pack declares. Known: badge.'),
  { why: 'A silent thing opens a matter no pack declares', packs: [pack({ things: [thing({ silenceOpens: elsewhere })] })], says: ['packs/service/badges · thing gauge · silenceOpens: uses the matter “mend”, which no loaded pack declares. Known: (none).'] },
];
