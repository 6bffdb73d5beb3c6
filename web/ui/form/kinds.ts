import type { FieldKind } from '#kernel/schema/fields.ts';
import { choice, choices, rating, yesNo } from './choice-kinds.tsx';
import { files } from './files-kind.tsx';
import type { Kind } from './kind.ts';
import { organ, point, region } from './place-kinds.tsx';
import { date, idNumber, integer, longText, money, number, phone, text, time, uscc } from './plain-kinds.tsx';

/** Every kind of field with its control and its display. A kind added to kernel/schema/fields.ts does not compile until it stands here. */
export const kinds: Record<FieldKind, Kind> = { text, longText, number, integer, money, date, time, choice, choices, yesNo, point, files, idNumber, uscc, phone, region, organ, rating };
