import type { Fault } from '#kernel/declare/declared.ts';
import type { Duration } from '#kernel/time/duration.ts';
import type { MatterType } from './define.ts';

/** What a reviewer of item guides would send back (GB/T 39554; 行政许可法), each in a sentence its author can act on. */
export function checkGuide(pack: string, type: MatterType): Fault[] {
  const faults: Fault[] = [];
  const at = (said: string, known?: readonly string[]) => faults.push({ pack, spot: `matter ${type.key} · guide`, said, ...(known ? { known } : {}) });
  const { guide } = type;
  if (!guide) {
    if (type.kind === 'service') at('is missing: a service item needs all elements of an item guide.');
    return faults;
  }
  if (guide.basis.length === 0) at('names no legal basis. Add law(name, article).');
  if (guide.conditions.length === 0) at('names no condition of acceptance.');
  if (guide.flow.length === 0) at('names no step of the way. List them as the applicant meets them.');
  if (guide.serves.length === 0) at('serves nobody. Name at least one kind of applicant.');
  if (!/^\d{12}$/.test(guide.catalogCode)) at(`catalogCode “${guide.catalogCode}” must have 12 digits (GB/T 39554.1).`);
  if (guide.promised.unit !== guide.statutory.unit) at('counts the promised and the statutory time in different units, so that nobody can compare them. Use one unit.');
  else if (guide.promised.count > guide.statutory.count) at('promises more time than the law allows.');
  if (guide.handling === '即办件' && !withinADay(guide.promised)) at('is 即办件 but promises more than one day.');
  if (guide.visits > 0 && guide.visitsWhy === '') at('needs a visit; say why in visitsWhy.');
  if (guide.visits === 0 && !guide.forms.includes('网上办理') && !guide.forms.includes('邮寄办理')) at('needs no visit but can neither be done online nor by mail.');
  if (guide.consultation === guide.supervision) at('gives the same number for questions and for complaints.');
  if (guide.fee !== 'none' && guide.fee.items.length === 0) at('charges a fee but lists no fee item.');
  if (guide.result.kind === '证照' && !type.issues) at('results in a licence but the matter declares none in “issues”.');
  const functions = [...new Set(Object.values(type.people).flatMap((party) => (party.kind === 'organ' ? [party.function] : [])))];
  for (const organ of [guide.organ, ...guide.jointOrgans]) if (!functions.includes(organ)) at(`names the organ “${organ}”, which takes no part in the matter.`, functions);
  return faults;
}

const withinADay = ({ unit, count }: Duration): boolean => (unit === 'workingDays' || unit === 'calendarDays' ? count <= 1 : unit !== 'months' && unit !== 'years');
