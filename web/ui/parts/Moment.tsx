import { useEffect, useState, type ReactNode } from 'react';
import { fullTime, sayAgo, sayDay, sayTime } from '../format/time.ts';

/** A moment as people say it, with the full form on hover. `ago` keeps counting: 3 分钟前. */
export function Moment({ at, ago = false, day = false }: { at: string | null | undefined; ago?: boolean; day?: boolean }): ReactNode {
  const now = useNow(ago ? 30_000 : null);
  if (!at) return <span className="quiet">—</span>;
  return <time className="num" dateTime={at} title={fullTime(at)}>{ago ? sayAgo(at, now) : day ? sayDay(at, now) : sayTime(at, now)}</time>;
}

/** The present, renewed at an interval in milliseconds; null keeps it still. */
export function useNow(every: number | null): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    if (every === null) return;
    const timer = setInterval(() => setNow(new Date()), every);
    return () => clearInterval(timer);
  }, [every]);
  return now;
}
