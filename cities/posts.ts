import type { Db } from '#kernel/database/connect.ts';
import type { House } from '#kernel/house.ts';
import { findPerson } from '#domain/subject/persons.ts';
import type { DemoAccount } from '#domain/subject/routes.ts';
import { openAccounts, type NewAccount } from '#domain/subject/accounts.ts';
import { organId } from '#domain/subject/organs.ts';
import { demoPassword, type City, type DemoPost } from './city.ts';

type Subject = { readonly id: string; readonly name: string; readonly region: string };

/** Opens the demonstration accounts and notes them for the start and for /api/v1/demo/accounts. */
export async function openPosts(tx: Db, house: House, city: City): Promise<void> {
  const subjects = { person: await aPerson(tx, house), enterprise: await anEnterprise(tx, house) };
  const accounts = city.posts.map((post) => accountFor(post, post.citizen ? subjects[post.citizen] : null));
  await openAccounts(tx, accounts);
  const shown = city.posts.map((post, index): DemoAccount => ({ username: post.username, password: demoPassword, name: accounts[index]?.name ?? '', title: post.title, face: post.face }));
  await tx`insert into settings (key, value) values ('demo.accounts', ${tx.json(shown as never)}) on conflict (key) do update set value = excluded.value`;
}

function accountFor(post: DemoPost, subject: Subject | null): NewAccount {
  const common = { username: post.username, password: demoPassword, demo: true, posts: post.posts ?? [], roles: (post.roles ?? []).map(({ key }) => key) };
  if (subject) return { ...common, kind: 'citizen', name: subject.name, subjectId: subject.id, region: subject.region };
  if (!post.organ || !post.name) throw new Error(`The demonstration account ${post.username} needs a name and an organ.`);
  return { ...common, kind: 'official', name: post.name, organ: organId(post.organ.region, post.organ.function), region: post.region ?? post.organ.region };
}

/** An invented grown-up of the city's first county. */
async function aPerson(tx: Db, house: House): Promise<Subject> {
  const [row] = await tx<{ id: string }[]>`
    select id from persons where demo and born < '2000-01-01' and born > '1970-01-01' and not exists (select from enterprises where legal_person = persons.id)
    and region like (select left(min(code), 6) from regions where level = 'county' and valid_to is null) || '%' order by id limit 1`;
  const person = row && (await findPerson(tx, house, row.id));
  if (!person) throw new Error('The demonstration has no person for its citizen.');
  return person;
}

/** An invented company of the same county, under the name of the person who represents it. */
async function anEnterprise(tx: Db, house: House): Promise<Subject> {
  const [row] = await tx<{ id: string; person: string; region: string }[]>`
    select enterprises.id, persons.id as person, enterprises.region from enterprises join persons on persons.id = legal_person where enterprises.demo and enterprises.state = '存续' and kind = '有限责任公司'
    and enterprises.region like (select left(min(code), 6) from regions where level = 'county' and valid_to is null) || '%' order by enterprises.id limit 1`;
  const person = row && (await findPerson(tx, house, row.person));
  if (!row || !person) throw new Error('The demonstration has no enterprise for its owner.');
  return { id: row.id, name: person.name, region: row.region };
}
