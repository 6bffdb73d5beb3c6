import type { Field, FieldKind } from '#kernel/schema/fields.ts';
import type { Kind } from './kind.ts';
import { choice, choices, isLong, longChoice, rating, yesNo } from './kinds/choice.ts';
import { date, time } from './kinds/date.ts';
import { files } from './kinds/files.ts';
import { integer, money, number } from './kinds/number.ts';
import { organ, point, region } from './kinds/place.ts';
import { idNumber, longText, phone, text, uscc } from './kinds/text.ts';

/** Every kind of field, as the portal asks, reads and shows it. A kind the kernel adds does not compile until it stands here. */
const kinds: Readonly<Record<FieldKind, Kind>> = { text, longText, number, integer, money, date, time, choice, choices, yesNo, point, files, idNumber, uscc, phone, region, organ, rating };

export const kindOf = (field: Field): Kind => (field.kind === 'choice' && isLong(field) ? longChoice : kinds[field.kind]);
