import type { Db } from '#kernel/database/connect.ts';
import { notify } from '#domain/subject/notices.ts';
import type { Matter } from './matter.ts';

/** Sends a sentence to the applicant and to everybody who reported the same thing. `{number}`, `{title}`, `{reason}` are filled in. */
export async function tellReporters(tx: Db, matter: Matter, sentence: string, reason: string | null): Promise<void> {
  const others = await tx<{ account_id: string }[]>`select account_id from matter_reporters where matter_id = ${matter.id}`;
  const accounts = [...(matter.openedBy ? [matter.openedBy] : []), ...others.map((row) => row.account_id)];
  const body = sentence.replaceAll('{number}', matter.number).replaceAll('{title}', matter.title).replaceAll('{reason}', reason ?? '');
  await notify(tx, accounts, { title: matter.title, body, about: matter.id });
}
