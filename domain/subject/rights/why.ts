import { isId } from '#kernel/database/id.ts';
import type { House } from '#kernel/house.ts';
import type { Locale } from '#kernel/errors/refusal.ts';
import { roles } from '../define.ts';
import { refuse as refuseSubject } from '../errors.ts';
import { organName } from '../organs.ts';
import { guest, may, type Reader, type Scope } from '../reader.ts';
import { administratorOf, administratorNames } from './administrators.ts';
import { appointmentsOf, roleTitles } from './appoint.ts';
import { heldBy, rightsOf, roleHeld, scopeOf } from './compile.ts';
import { refuse } from './errors.ts';
import { finderOf, knownObjects, type Whereabouts } from './objects.ts';
import { rightNamed } from './titles.ts';

/** What is asked: whether somebody may do this to that object, and why. */
export type Question = { readonly object: string; readonly id: string; readonly right: string; readonly account?: string | undefined };

/** The answer in words, and what it rests on. */
export type Because = {
  readonly allowed: boolean;
  /** The whole answer as a person reads it. */
  readonly words: string;
  /** Each role that gives the right, where it holds, and whether it reaches this object. */
  readonly roles: readonly { readonly key: string; readonly title: string; readonly where: string; readonly reaches: boolean }[];
  readonly missing: string | null;
  readonly givenBy: string;
};

/**
 * Why somebody may, or may not. Of an object one may not see, only what one holds oneself is told, never where it lies or whether
 * there is one; who administers rights is told all.
 */
export async function why(house: House, asker: Reader, { object, id, right, account }: Question, locale: Locale): Promise<Because> {
  const find = finderOf(object);
  if (!find) throw refuse('OBJECT_UNKNOWN', { known: knownObjects().join('、') });
  const about = account === undefined || account === asker.accountId ? asker : await readerFor(house, account);
  const place = await find(house.db, id);
  const held = await holdings(house, about, right, place, locale);
  const also = place?.alsoBy && /\.read$/.test(right) ? await place.alsoBy(about) : null;
  const allowed = place !== null && (also !== null || may(about, right as `${string}.${string}`, place));
  const open = asker.rights.has('right.read') || (about === asker && allowed);
  const say = { zh: chinese, en: english }[locale];
  const where = place && open ? `${place.organ ? organName(house, place.organ) : '—'}${place.region ? ` · ${place.region}` : ''}` : null;
  const named = rightNamed(right, locale, house.declared);
  const missing = allowed ? null : say.missing(held.length > 0, where, named);
  const givenBy = say.givenBy(administratorOf(right) !== null);
  return {
    allowed, missing, givenBy,
    roles: held.map(({ reaches, ...role }) => ({ ...role, reaches: open ? reaches : false })),
    words: [
      allowed ? say.allowed(named) : say.refused(named),
      allowed && also ? also[locale] : null,
      ...held.filter(({ reaches }) => !allowed || reaches || also).map(({ title, where: reach }) => say.role(title, reach)),
      missing, allowed ? null : givenBy,
    ].filter((line) => line !== null).join(locale === 'zh' ? '' : ' '),
  };
}

/** Everybody who may answer a question about rights: an account as it would be read now. */
async function readerFor(house: House, accountId: string): Promise<Reader> {
  const [row] = isId(accountId) ? await house.db<{ id: string; username: string; kind: 'citizen' | 'official' | 'service'; name: string; subjectId: string | null; organ: string | null; region: string | null; posts: string[] }[]>`
    select id, username, kind, name, subject_id as "subjectId", organ, region, posts from accounts where id = ${accountId} and closed_at is null` : [];
  if (!row) throw refuseSubject('SUBJECT_NOT_FOUND');
  return { ...guest, ...row, accountId: row.id, rights: rightsOf(house, running(await appointmentsOf(house.db, row.id))) };
}

const running = <T extends { readonly fromAt: Date; readonly untilAt: Date | null }>(all: readonly T[]): T[] => {
  const now = new Date();
  return all.filter(({ fromAt, untilAt }) => fromAt <= now && (untilAt === null || untilAt > now));
};

/** The roles of somebody that give a right, and whether each reaches the object. */
async function holdings(house: House, reader: Reader, right: string, place: Whereabouts | null, locale: Locale) {
  if (reader.accountId === null) return [];
  const titles = await roleTitles(house.db, house, locale);
  return running(await appointmentsOf(house.db, reader.accountId)).flatMap((appointment) => {
    const role = roleHeld(house, appointment);
    const scope = role ? scopeOf(role, appointment) : null;
    if (!role || !scope || !heldBy(role).includes(right)) return [];
    const alone: Reader = { ...reader, rights: new Map([[right, [scope]]]) };
    return [{ key: appointment.role, title: titles.get(appointment.role) ?? appointment.role, where: whereOf(house, scope, locale), reaches: place !== null && may(alone, right as `${string}.${string}`, place) }];
  });
}

function whereOf(house: House, scope: Scope, locale: Locale): string {
  const words = { zh: { city: '全市', region: '辖区' }, en: { city: 'the whole city', region: 'division' } }[locale];
  if (scope.organ !== null) return organName(house, scope.organ);
  return scope.region === null ? words.city : `${words.region} ${scope.region}`;
}

/** Which declared roles would give a right: what to ask for. */
export const rolesGiving = (house: House, right: string) => house.declared.all(roles).filter((role) => heldBy(role).includes(right));

const chinese = {
  allowed: (right: string) => `可以：持有“${right}”。`,
  refused: (right: string) => `不可以：没有用在这里的“${right}”。`,
  role: (title: string, where: string) => `角色“${title}”在${where}有这项权限。`,
  missing: (elsewhere: boolean, where: string | null, right: string) =>
    where === null ? (elsewhere ? '对象不在这些范围内，或者不存在。' : `没有任何角色给予“${right}”。`) : elsewhere ? `对象属于${where}，不在这些范围内。` : `对象属于${where}；没有任何角色给予“${right}”。`,
  givenBy: (admin: boolean) => (admin ? `这项权限只属于${Object.values(administratorNames).map(({ zh }) => zh).join('、')}之一，由安全管理员任命。` : '确需办理，请安全管理员给予任职。'),
};
const english = {
  allowed: (right: string) => `Yes: “${right}” is held.`,
  refused: (right: string) => `No: “${right}” is not held here.`,
  role: (title: string, where: string) => `The role “${title}” gives it in ${where}.`,
  missing: (elsewhere: boolean, where: string | null, right: string) =>
    where === null ? (elsewhere ? 'The object lies outside these, or does not exist.' : `No role gives “${right}”.`) : elsewhere ? `The object belongs to ${where}, outside these.` : `The object belongs to ${where}; no role gives “${right}”.`,
  givenBy: (admin: boolean) => (admin ? 'This right belongs to one of the three administrators alone; the security administrator appoints.' : 'If it is needed, the security administrator gives the appointment.'),
};
