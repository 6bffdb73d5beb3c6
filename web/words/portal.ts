import type { Dictionary, Say } from './dictionary.ts';
import { accountWords } from './portal/account.ts';
import { applyWords } from './portal/apply.ts';
import { codeWords } from './portal/codes.ts';
import { commonWords } from './portal/common.ts';
import { dataWords } from './portal/data.ts';
import { findWords } from './portal/find.ts';
import { formWords } from './portal/form.ts';
import { guideWords } from './portal/guide.ts';
import { licenceWords } from './portal/licences.ts';
import { mineWords } from './portal/mine.ts';
import { reportWords } from './portal/report.ts';
import { signInWords } from './portal/sign-in.ts';

const zh = { ...commonWords.zh, ...formWords.zh, ...findWords.zh, ...guideWords.zh, ...accountWords.zh, ...signInWords.zh, ...applyWords.zh, ...mineWords.zh, ...licenceWords.zh, ...codeWords.zh, ...reportWords.zh, ...dataWords.zh };
const en = { ...commonWords.en, ...formWords.en, ...findWords.en, ...guideWords.en, ...accountWords.en, ...signInWords.en, ...applyWords.en, ...mineWords.en, ...licenceWords.en, ...codeWords.en, ...reportWords.en, ...dataWords.en };

/** Every text of the citizens' portal. */
export const portalWords: Dictionary<typeof zh> = { zh, en };
export type PortalSay = Say<typeof zh>;
