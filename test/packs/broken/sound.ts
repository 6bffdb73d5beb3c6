import { Type } from 'typebox';
import { definePack, type Pack } from '#domain/pack.ts';
import { defineMatter, end, officer, to, type MatterType } from '#domain/matter/define.ts';
import { law, material, none, question, type Guide } from '#domain/matter/define-guide.ts';
import { defineProof, type ProofType } from '#domain/proof/define.ts';
import { defineThing, quantity, type ThingType } from '#domain/thing/define.ts';
import { choice, text } from '#kernel/schema/fields.ts';
import { hours, minutes, workingDays } from '#kernel/time/duration.ts';

/** One wrong pack, or several that are wrong together, and every line its author must read: no more, no fewer. */
export type Broken = { readonly why: string; readonly packs: readonly Pack[]; readonly says: readonly string[] };

export const badge: ProofType = defineProof({
  key: 'badge', title: 'Badge', typeCode: '11999901000012343E901', holder: 'person', valid: null, numberPrefix: 'B', face: Type.Object({ owner: text('Owner') }), faceFrom: (form) => ({ owner: form['owner'] }),
});

const guide: Guide = {
  catalogCode: '990117002099', basis: [law('Law', '1')], type: '07 行政确认', powerSource: '法定本级行使', level: 'county', organ: 'Bureau', jointOrgans: [], serves: ['自然人'], handling: '承诺件', forms: ['网上办理'],
  conditions: ['One'], flow: ['Apply'], specialProcedures: [], quantityLimit: '', statutory: workingDays(20), promised: workingDays(5), visits: 0, visitsWhy: '', onlineDepth: ['受理'], range: '全市通办', fee: none,
  result: { kind: '证照', name: 'Badge' }, delivery: ['网上下载'], booking: false, kiosk: false, hall: { address: 'Hall', hours: '9' }, consultation: '1', supervision: '2',
};

const lifecycle: MatterType['lifecycle'] = {
  sent: { title: 'Sent', by: 'desk', within: workingDays(1), acts: { take: to('read', 'Take', { accepts: true, primary: true }), drop: end('Drop', 'Dropped', 'refused') } },
  read: { title: 'Read', by: 'desk', acts: { grant: end('Grant', 'Granted', 'done', { issues: true }) } },
};

/** A matter without a mistake, so that each example shows only its own. */
export const matter = (change: Partial<Omit<MatterType, 'noun'>> = {}): MatterType => defineMatter({
  key: 'badge-wish', title: 'Wish for a badge', kind: 'service', guide, issues: badge, people: { desk: officer('Bureau') }, lifecycle,
  questions: [question('why', 'Why', { work: 'Work', play: 'Play' })], materials: [material('photo', 'Photo', { standard: 'Sharp' })],
  form: Type.Object({ owner: text('Owner'), size: choice('Size', { small: 'Small', large: 'Large' }) }, { additionalProperties: false }), ...change,
});

/** The same, without what a type may leave out. */
export const without = (what: 'issues' | 'guide', change: Partial<Omit<MatterType, 'noun'>> = {}): MatterType => {
  const { [what]: _left, ...rest } = matter(change);
  return rest;
};

/** The same, with the guide, one state or one act different. */
export const withGuide = (change: Partial<Guide>): MatterType => matter({ guide: { ...guide, ...change } });
export const withState = (key: string, change: Partial<MatterType['lifecycle'][string]>): MatterType => matter({ lifecycle: { ...lifecycle, [key]: { ...(lifecycle[key] ?? { title: 'New', by: 'desk', acts: {} }), ...change } } });
export const withAct = (key: string, act: string, change: Partial<MatterType['lifecycle'][string]['acts'][string]>): MatterType => {
  const state = lifecycle[key]!;
  return withState(key, { acts: { ...state.acts, [act]: { ...state.acts[act]!, ...change } } });
};

export const thing = (change: Partial<Parameters<typeof defineThing>[0]> = {}): ThingType => defineThing({
  key: 'gauge', title: 'Gauge', owner: 'Bureau', reports: { level: quantity('Level', 'm', 0, 9) }, every: minutes(5), silentAfter: hours(1), ...change,
});

/** A pack without a mistake around the given definitions. */
export const pack = (given: Partial<Pack> = {}): Pack => definePack({ key: 'badges', title: 'Badges', area: 'service', lead: 'Bureau', proofs: [badge], ...given });

/** One example whose only mistake is in a matter. */
export const inMatter = (why: string, wrong: MatterType, ...says: readonly string[]): Broken => ({ why, packs: [pack({ matters: [wrong] })], says: says.map((line) => `packs/service/badges · matter badge-wish${line}`) });
