import { defineRole } from '#domain/subject/define.ts';
import { defineMatter, end } from '#domain/matter/define.ts';
import { text } from '#kernel/schema/fields.ts';
import { Type } from 'typebox';
import { badge, inMatter, matter, pack, thing, type Broken } from './sound.ts';

const role = (may: readonly string[], title = 'Keeper') => defineRole({ key: 'keeper', title, reach: 'organ', face: 'office', may: may as never });
const at = (line: string) => `packs/service/badges · ${line}`;
const small = (key: string) => defineMatter({ key, title: 'Small', kind: 'task', lifecycle: { open: { title: 'Open', by: 'applicant', acts: { end: end('End', 'Ended', 'done') } } } });

/** Mistakes of a pack itself, of its roles, and of packs loaded together. */
export const brokenPacks: readonly Broken[] = [
  { why: 'An area that is no folder of packs', packs: [pack({ area: 'weather' as never })], says: ['packs/weather/badges · pack: area “weather” is not known. Known: service, governance, office, decision, data, common, environment, safety, regulation, grassroots, livelihood, economy.'] },
  { why: 'A key that cannot stand in an address', packs: [pack({ key: 'My Badges', matters: [small('小事')] })], says: ['My Badges', '小事'].map((key, index) => `packs/service/My Badges · ${['pack', 'matter'][index]} ${key}: the key stands in addresses and tables for ever: use small letters, digits and hyphens, 2 to 60 of them.`) },
  { why: 'Two definitions of one key', packs: [pack({ matters: [small('small')] }), pack({ key: 'others', proofs: [], matters: [small('small')] })], says: ['packs/service/others · matter small: the key is already taken by packs/service/badges. Choose another key.'] },
  { why: 'One pack loaded twice', packs: [pack({ proofs: [] }), pack({ proofs: [] })], says: [at('pack: is loaded twice, or two packs have this area and key. Rename one.')] },
  { why: 'A definition on the wrong shelf', packs: [pack({ signals: [small('small')] as never })], says: [at('matter small: stands under “signals”, where a signal belongs. Move it.')] },
  { why: 'A title without English', packs: [pack({ title: '徽章' })], says: [at("pack: has no English for: 徽章. Add them to the pack's english.")] },
  inMatter('Texts of a matter without English, all named in one line', matter({ title: '办徽章', form: Type.Object({ owner: text('姓名', { hint: '照身份证填写' }) }) }), ": has no English for: 办徽章 | 姓名 | 照身份证填写. Add them to the pack's english."),
  { why: 'One text with two translations', packs: [pack({ proofs: [], english: { 徽章: 'Badge' } }), pack({ key: 'pins', proofs: [], english: { 徽章: 'Pin' } })], says: ['packs/service/pins · english: says “Pin” for 徽章, where packs/service/badges says “Badge”. One text has one translation: agree, or word the Chinese differently.'] },
  { why: 'A role that may do nothing', packs: [pack({ roles: [role([])] })], says: [at('role keeper: holds no right. Give it at least one, such as matter.read.')] },
  { why: 'A class of fields as a right', packs: [pack({ roles: [role(['matter.read', 'field.personal'])] })], says: [at("role keeper: the right “field.personal” is written as sees: ['personal'].")] },
  { why: 'What is the whole city’s in a role of one organ', packs: [pack({ roles: [role(['audit.read'])] })], says: [at("role keeper: reaches an organ, but audit.read is the whole city's. Declare a role with reach: 'city' for it.")] },
  { why: 'Two administrators in one', packs: [pack({ roles: [{ ...role(['account.manage', 'audit.read']), reach: 'city' }] })], says: [at('role keeper: would be system administrator and auditor in one. The three administrators are separate: declare a role for each.')] },
  { why: 'Rights written wrongly, and twice', packs: [pack({ roles: [role(['matter', 'matter.read', 'matter.read'], '管理员')] })], says: [at('role keeper: the right “matter” is not written as noun.verb, such as matter.read.'), at('role keeper: holds the right “matter.read” twice.'), at("role keeper: has no English for: 管理员. Add them to the pack's english.")] },
  { why: 'All mistakes of all packs are told at once', packs: [pack({ title: '徽章', things: [thing({ reports: {} })] }), pack({ key: 'more', proofs: [{ ...badge, numberPrefix: ' ' }] })], says: [
    'packs/service/more · proof badge: the key is already taken by packs/service/badges. Choose another key.',
    at("pack: has no English for: 徽章. Add them to the pack's english."),
    at('thing gauge · reports: reports nothing. Declare at least one quantity.'),
    'packs/service/more · proof badge · numberPrefix: is empty; printed numbers begin with it, as in 茂卫公证字〔2026〕第000123号.',
  ] },
];
