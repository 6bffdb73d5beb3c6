import type { House } from '#kernel/house.ts';
import { eraseFiles } from '#kernel/files/remove.ts';
import { holdsNumber } from './search-text.ts';
import type { Sought, Step } from './sought.ts';

/** Files of which the words can be read: tables, texts, office documents. What a picture or a scan shows is found by its owner alone. */
const readable = "type ~ '^(text/|application/(json|xml|gzip|zip|pdf|ofd|vnd\\.openxml))'";
type Found = { readonly id: string; readonly sha256: string; readonly type: string; readonly linked: string | null; readonly citizen: boolean };

/** Links that only say where a file was read in: what was read has places of its own. */
const originals = new Set<string>();
/** A floor that reads tables names, at load, what it links their originals to. */
export const addOriginals = (object: string): Set<string> => originals.add(object);

/**
 * Searches the stored files for a person's numbers. What an official uploaded and no file of a case refers to goes, bytes and all: it was
 * the original of a table or a register, whose rows have places of their own. What belongs to a case or another person is named and stays.
 */
export async function searchFiles(house: House, sought: Sought, step: Step): Promise<boolean> {
  const { db } = house;
  let after = '00000000-0000-0000-0000-000000000000';
  for (;;) {
    const files = await db<Found[]>`select f.id, f.sha256, f.type, (select min(l.object) from file_links l where l.file_id = f.id and l.object <> all(${[...originals]})) as linked, coalesce(a.kind = 'citizen', false) as citizen
      from files f left join accounts a on a.id = f.owner_id where f.id > ${after} and f.erased_at is null and ${db.unsafe(readable)} order by f.id limit 200`;
    if (files.length === 0) break;
    for (const file of files) if (await holdsNumber(await house.files.get(file.sha256), file.type, sought)) await settle(house, file, step);
    after = files.at(-1)!.id;
  }
  const [reading] = await db`select 1 from registry_imports where state in ('waiting', 'running') limit 1`;
  return !reading;
}

async function settle({ db }: House, { id, sha256, linked, citizen }: Found, step: Step): Promise<void> {
  if (linked !== null) return step({ place: '他处文件中提及（只计份数）', what: id, entries: 0, kept: 1, why: '属于办件、方案等档案，在保管期限内（档案法）' });
  if (citizen) return step({ place: '他人上传的文件中提及（只计份数）', what: id, entries: 0, kept: 1, why: '属于他人的材料，由其本人处置' });
  await step({ place: '上传数据表的原始文件', what: id, entries: 1, before: sha256 });
  await db.begin((tx) => eraseFiles(tx, [id]));
}
