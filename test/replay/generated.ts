/** A small generator of pseudo-random numbers (mulberry32): the same seed gives the same series. */
export function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const two = (value: number) => String(value).padStart(2, '0');

/** Invented hours of air in the columns, gaps and line ends of the public set. */
export function airCsv({ hours, seed, station = 'Shiyan', base = 40, from = Date.UTC(2016, 0, 1) }: { hours: number; seed: number; station?: string; base?: number; from?: number }): string {
  const next = chance(seed);
  const lines = Array.from({ length: hours }, (_, hour) => {
    const at = new Date(from + hour * 3_600_000);
    const wave = base * (1 + 0.5 * Math.sin(hour / 6) + 0.3 * (next() - 0.5));
    const gap = (value: number) => (next() < 0.02 ? 'NA' : String(Math.round(Math.max(1, value))));
    return [hour + 1, at.getUTCFullYear(), at.getUTCMonth() + 1, at.getUTCDate(), at.getUTCHours(), gap(wave), gap(wave * 1.6), gap(wave / 5), gap(wave * 0.7), gap(wave * 20), gap(60 + 40 * Math.sin(hour / 4)), '12.1', '1010', '3.2', '0', '"NW"', '1.4', `"${station}"`].join(',');
  });
  return ['"No","year","month","day","hour","PM2.5","PM10","SO2","NO2","CO","O3","TEMP","PRES","DEWP","RAIN","wd","WSPM","station"', ...lines, ''].join('\r\n');
}

/** Invented quarters of an hour of a river that rises to a flood and falls again, in the columns of the public set; negative at first, as gauges may be. */
export function riverCsv({ quarters, seed, peak = 3.2 }: { quarters: number; seed: number; peak?: number }): string {
  const next = chance(seed);
  const lines = Array.from({ length: quarters }, (_, index) => {
    const at = new Date(Date.UTC(2025, 7, 16) + index * 900_000);
    const level = -0.1 + (peak + 0.1) * Math.exp(-(((index - quarters * 0.7) / (quarters * 0.12)) ** 2)) + 0.02 * next();
    const day = `${at.getUTCFullYear()}-${two(at.getUTCMonth() + 1)}-${two(at.getUTCDate())}`;
    return `"http://example.test/measures/0000-level-i-900-m-qualified","${day}T${two(at.getUTCHours())}:${two(at.getUTCMinutes())}:00","${day}","${level.toFixed(3)}","","Unchecked",""`;
  });
  return ['"measure","dateTime","date","value","completeness","quality","qcode"', ...lines, ''].join('\n');
}
