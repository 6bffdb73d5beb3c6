import { emit } from '#kernel/bus/outbox.ts';
import type { Db } from '#kernel/database/connect.ts';
import type { House } from '#kernel/house.ts';
import { refuse as refuseCommon } from '#kernel/errors/common.ts';
import type { Reader } from '#domain/subject/reader.ts';
import { matterTypes } from './define.ts';
import { refuse } from './errors.ts';
import type { Matter } from './matter.ts';
import { openMatter } from './open.ts';
import { isApplicant } from './people.ts';
import { reviewType, tagsOf } from './rating-tags.ts';

export type Rating = { readonly level: 1 | 2 | 3 | 4 | 5; readonly tags: readonly number[]; readonly words: string | null };

/**
 * 好差评 (国办发〔2019〕51号): the applicant rates an ended matter once. Levels 1 and 2 open a review matter with the organ that
 * handled it, to be verified by call-back and answered. Ratings are neither changed nor deleted.
 */
export async function rate(tx: Db, house: House, reader: Reader, matter: Matter, rating: Rating, from: { traceId: string; address: string | null }): Promise<{ reviewNumber: string | null }> {
  const type = house.declared.get(matterTypes, matter.type);
  if (!isApplicant(reader, matter)) throw refuse('MATTER_NOT_FOUND');
  if (!type.rated || matter.endedAt === null) throw refuse('RATING_TOO_EARLY', { number: matter.number });
  const wrong = rating.tags.filter((tag) => !tagsOf(rating.level).some((each) => each.code === tag));
  if (wrong.length > 0) throw refuse('RATING_TAG_WRONG', { tags: wrong.join('、'), level: rating.level });
  if ((rating.words ?? '').length > 1000) throw refuseCommon('INPUT_INVALID', { count: 1 }, [{ pointer: '/words', zh: '“评价”最多 1000 个字', en: '“Comment” may have at most 1000 characters' }]);
  const stored = await tx`insert into ratings (matter_id, level, tags, words, account_id, organ, type)
    values (${matter.id}, ${rating.level}, ${[...rating.tags]}, ${rating.words}, ${reader.accountId}, ${matter.organ}, ${matter.type}) on conflict do nothing returning 1`;
  if (stored.length === 0) throw refuse('RATED_BEFORE');
  await emit(tx, { topic: 'matter.rated', about: matter.id, traceId: matter.traceId, organ: matter.organ, region: matter.region, payload: { type: matter.type, level: rating.level } });
  const review = rating.level <= 2 ? reviewType(house) : null;
  if (!review) return { reviewNumber: null };
  const opened = await openMatter(tx, house, {
    type: review, reader, source: 'rating', traceId: matter.traceId, parentId: matter.id, region: matter.region, addressOfCaller: from.address,
    form: { matter: matter.number, organ: matter.organ, level: rating.level, words: rating.words ?? '（未填写文字）' },
    title: `差评整改：${matter.title}`,
  });
  await tx`update ratings set review_id = ${opened.id} where matter_id = ${matter.id}`;
  return { reviewNumber: opened.number };
}

/** The rating of a matter, null while there is none. */
export async function ratingOf(db: Db, matterId: string): Promise<(Rating & { at: Date }) | null> {
  const [row] = await db<(Rating & { at: Date })[]>`select level, tags, words, at from ratings where matter_id = ${matterId}`;
  return row ?? null;
}

/** Which of these matters have been rated. */
export async function ratedAmong(db: Db, matterIds: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await db<{ id: string }[]>`select matter_id as id from ratings where matter_id = any(${[...matterIds]})`;
  return new Set(rows.map(({ id }) => id));
}
