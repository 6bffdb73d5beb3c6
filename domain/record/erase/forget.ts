import { numberPatterns, type Sought } from '#domain/subject/personal/sought.ts';
import type { Column } from '../column.ts';
import { identifier, literal } from '../lake/sql.ts';
import { isPersonal } from '../profile/profile.ts';
import type { Emptying } from './rewrite.ts';

/** A column as a file has it, with what the catalogue says of it. Only texts and whole numbers can hold a number of a person. */
export type Held = { readonly name: string; readonly stored: string; readonly type: Column['type']; readonly class: Column['class'] };
const canHold = ({ stored }: Held) => /^(VARCHAR|BIGINT|HUGEINT|INTEGER)$/.test(stored);

/**
 * What goes from the rows that name a person: every personal column where the row is about them alone; where it names somebody
 * else too, and in columns that are not personal, only the cells that say a number or the name of the person. The row stays, so
 * that sums and counts stay true.
 */
export function forgetPerson(columns: readonly Held[], sought: Sought): Emptying | null {
  const holding = columns.filter(canHold);
  if (holding.length === 0) return null;
  const { id, phone } = numberPatterns(sought);
  const text = ({ name }: Held) => `${identifier(name)}::varchar`;
  const saysId = (column: Held) => `coalesce(regexp_matches(${text(column)}, ${literal(id)}), false)`;
  const saysNumber = (column: Held) => (phone === null ? saysId(column) : `coalesce(regexp_matches(${text(column)}, ${literal(`${id}|${phone}`)}), false)`);
  const any = (parts: readonly string[]) => (parts.length === 0 ? 'false' : `(${parts.join(' or ')})`);
  const others = any(columns.filter((column) => column.type === 'idNumber' && canHold(column)).map((column) => `(regexp_matches(coalesce(${text(column)}, ''), '[1-9][0-9]{16}[0-9Xx]') and not ${saysId(column)})`));
  const hit = any(holding.map(saysNumber));
  const own = (column: Held) => `(${saysNumber(column)} or trim(${text(column)}) = ${literal(sought.name)})`;
  return {
    hit,
    columns: new Map(columns.flatMap((column): [string, string][] => {
      if (isPersonal(column)) return [[column.name, canHold(column) ? `(not ${others} or ${own(column)})` : `not ${others}`]];
      return canHold(column) ? [[column.name, own(column)]] : [];
    })),
  };
}
