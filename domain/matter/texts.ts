import { fieldTexts } from '#kernel/declare/english.ts';
import { isEnding, type MatterType, type State } from './define.ts';
import type { Guide } from './define-guide.ts';

/** Every declared text of a matter type that people read, in Chinese: what the pack's english must hold. */
export function textsOf(type: MatterType): string[] {
  return [
    type.title, ...type.events, ...fieldTexts(type.form), ...Object.values(type.levels ?? {}),
    ...type.questions.flatMap((question) => [question.title, question.hint ?? '', ...Object.values(question.options)]),
    ...type.materials.flatMap((material) => [material.title, material.standard]),
    ...Object.values(type.lifecycle).flatMap(stateTexts),
    ...(type.keeps ? [type.keeps.basis] : []),
    ...(type.guide ? guideTexts(type.guide) : []),
  ];
}

const stateTexts = (state: State): string[] => [
  state.title,
  ...Object.values(state.parts ?? {}).map((part) => part.title),
  ...Object.values(state.acts).flatMap((act) => [act.title, isEnding(act.to) ? act.to.ends : '', ...(act.asks ? fieldTexts(act.asks) : [])]),
];

/** The free texts of a guide; its national terms are translated once, by the portal. */
const guideTexts = (guide: Guide): string[] => [
  ...guide.basis.flatMap((basis) => [basis.name, basis.article]), guide.organ, ...guide.jointOrgans, ...guide.conditions, ...guide.flow, ...guide.specialProcedures,
  guide.quantityLimit, guide.visitsWhy, ...(guide.fee === 'none' ? [] : guide.fee.items.flatMap((item) => [item.name, item.standard, item.basis])), guide.result.name, guide.hall.address, guide.hall.hours, guide.consultation, guide.supervision,
];
