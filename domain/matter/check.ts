import type { Declared, Fault } from '#kernel/declare/declared.ts';
import { checkEnglish } from '#kernel/declare/english.ts';
import { fieldsOf } from '#kernel/schema/fields.ts';
import type { MatterType } from './define.ts';
import { checkLifecycle } from './lifecycle.ts';
import { textsOf } from './texts.ts';

/** Every mistake in a matter type: its lifecycle, its guide (the rules a reviewer of item guides applies), its references, its English. */
export function checkMatter(pack: string, type: MatterType, declared: Declared): Fault[] {
  return [...checkLifecycle(pack, type), ...checkGuide(pack, type), ...checkReferences(pack, type), ...checkEnglish(pack, `matter ${type.key}`, textsOf(type), declared)];
}

function checkGuide(pack: string, type: MatterType): Fault[] {
  const faults: Fault[] = [];
  const at = (said: string) => faults.push({ pack, spot: `matter ${type.key} · guide`, said });
  const { guide } = type;
  if (!guide) {
    if (type.kind === 'service') at('is missing: a service item needs all elements of an item guide.');
    return faults;
  }
  if (guide.basis.length === 0) at('names no legal basis. Add law(name, article).');
  if (guide.conditions.length === 0) at('names no condition of acceptance.');
  if (!/^\d{12}$/.test(guide.catalogCode)) at(`catalogCode “${guide.catalogCode}” must have 12 digits (GB/T 39554.1).`);
  if (guide.promised.unit === guide.statutory.unit && guide.promised.count > guide.statutory.count) at('promises more time than the law allows.');
  if (guide.handling === '即办件' && guide.promised.count > 1) at('is 即办件 but promises more than one day.');
  if (guide.visits > 0 && guide.visitsWhy === '') at('needs a visit; say why in visitsWhy.');
  if (guide.visits === 0 && !guide.forms.includes('网上办理') && !guide.forms.includes('邮寄办理')) at('needs no visit but can neither be done online nor by mail.');
  if (guide.consultation === guide.supervision) at('gives the same number for questions and for complaints.');
  if (guide.fee !== 'none' && guide.fee.items.length === 0) at('charges a fee but lists no fee item.');
  if (guide.result.kind === '证照' && !type.issues) at('results in a licence but the matter declares none in “issues”.');
  return faults;
}

function checkReferences(pack: string, type: MatterType): Fault[] {
  const faults: Fault[] = [];
  const fields = fieldsOf(type.form).map((field) => field.name);
  for (const [key, party] of Object.entries(type.people)) {
    if (party.kind === 'named' && !fields.includes(party.field)) faults.push({ pack, spot: `matter ${type.key} · people ${key}`, said: `is named in field “${party.field}”, which the form does not have.`, known: fields });
  }
  const questions = type.questions.map((question) => question.key);
  for (const [name, field] of Object.entries(type.form.properties)) {
    const when = (field as { 'x-when'?: Record<string, unknown> })['x-when'] ?? {};
    for (const question of Object.keys(when)) if (!questions.includes(question)) faults.push({ pack, spot: `matter ${type.key} · field ${name}`, said: `depends on question “${question}”, which is not asked.`, known: questions });
  }
  return faults;
}
