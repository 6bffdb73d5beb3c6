import type { Dictionary, Say } from './dictionary.ts';
import { commonWords } from './portal/common.ts';
import { formWords } from './portal/form.ts';

const zh = { ...commonWords.zh, ...formWords.zh };

/** Every text of the citizens' portal. */
export const portalWords: Dictionary<typeof zh> = { zh, en: { ...commonWords.en, ...formWords.en } };
export type PortalSay = Say<typeof zh>;
