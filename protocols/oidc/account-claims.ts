import type { House } from '#kernel/house.ts';
import { maskName } from '#domain/subject/identifiers/mask.ts';
import { organName } from '#domain/subject/organs.ts';
import type { RealName } from '#domain/subject/real-name.ts';
import { numberOf } from '#domain/subject/sign-in/second/phone.ts';

/** What an application is told under each scope, and nothing else. */
export const claimsOfScopes: Readonly<Record<string, string[] | null>> = {
  acr: null, auth_time: null, iss: null,
  openid: ['sub'],
  profile: ['name', 'account_kind', 'real_name_level'],
  full_name: ['name'],
  phone: ['phone_number', 'phone_number_verified'],
  organ: ['organ', 'organ_name', 'posts'],
};

type Row = { readonly id: string; readonly kind: string; readonly name: string; readonly organ: string | null; readonly posts: string[]; readonly demo: boolean; readonly realName: RealName };

/** The account behind a token, as the library asks for it; undefined when it has been closed. */
export async function findAccount(house: House, id: string) {
  const [row] = await house.db<Row[]>`select id, kind, name, organ, posts, demo, real_name as "realName" from accounts where id = ${id} and closed_at is null and (not demo or ${house.config.demo})`;
  if (!row) return undefined;
  return {
    accountId: row.id,
    claims: async (_use: string, scope: string) => {
      const granted = new Set(scope.split(' '));
      const phone = granted.has('phone') ? await numberOf(house.db, house, row) : null;
      return {
        sub: row.id,
        name: granted.has('full_name') ? row.name : maskName(row.name),
        account_kind: row.kind,
        real_name_level: row.realName,
        ...(phone === null ? {} : { phone_number: `+86${phone}`, phone_number_verified: true }),
        ...(row.organ === null ? {} : { organ: row.organ, organ_name: organName(house, row.organ), posts: row.posts }),
      };
    },
  };
}
