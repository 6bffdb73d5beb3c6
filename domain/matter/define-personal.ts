import { provided } from './effect.ts';

/** Corrects the applicant's entry in the registry as the form asks (`field`, `value`); what it said before is kept. */
export const correctRegistry = provided('personal.correct');
/** Deletes the applicant's data in every place, but for what law says must stay, and certifies it. */
export const deletePersonalData = provided('personal.delete');
