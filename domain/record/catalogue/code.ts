import type { Db } from '#kernel/database/connect.ts';

/**
 * The next resource code of a category: its ten digits, a stroke, six digits of sequence (政务信息资源目录编制指南).
 * The row lock makes the sequence gapless and exact however many publish at once.
 */
export async function nextCode(tx: Db, category: string): Promise<string> {
  const [{ last }] = await tx<[{ last: number }]>`
    insert into dataset_codes (category, last) values (${category}, 1) on conflict (category) do update set last = dataset_codes.last + 1 returning last`;
  return `${category}/${String(last).padStart(6, '0')}`;
}
