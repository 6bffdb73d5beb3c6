import type { Balance, House } from '#kernel/house.ts';

/** Readings of the last three days: each said to be stored must be found, and everything received was stored, repeated or rejected. */
export async function thingBalances({ db }: House): Promise<Balance[]> {
  const [row] = await db<{ received: number; settled: number; stored: number; found: number }[]>`
    with days as (select ((now() at time zone 'Asia/Shanghai')::date - 2) as first, ((now() at time zone 'Asia/Shanghai')::date + 1) as last)
    select coalesce(sum(received), 0)::bigint as received, coalesce(sum(stored + repeated + rejected), 0)::bigint as settled, coalesce(sum(stored), 0)::bigint as stored,
      (select count(*) from readings, days where at >= first::timestamp at time zone 'Asia/Shanghai' and at < (last + 1)::timestamp at time zone 'Asia/Shanghai') as found
    from intakes, days where day between first and last`;
  const { received, settled, stored, found } = row ?? { received: 0, settled: 0, stored: 0, found: 0 };
  return [
    { key: 'readings.settled', title: '读数：收到 = 入库 + 重复 + 拒收', english: 'Readings: received = stored + repeated + rejected', accepted: received, kept: settled },
    { key: 'readings.stored', title: '读数：入库 = 查得到', english: 'Readings: stored = found', accepted: stored, kept: found },
  ];
}
