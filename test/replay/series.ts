import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';

/** One observation of a station: its moment (ms since 1970) and its values by quantity. */
export type Observation = { readonly at: number; readonly values: Readonly<Record<string, number>> };
export type Series = { readonly station: string; readonly observations: readonly Observation[] };

/** The text of a CSV file, packed or not. */
export const textOf = (path: string): string => (path.endsWith('.gz') ? gunzipSync(readFileSync(path)) : readFileSync(path)).toString('utf8');

const rowsOf = (text: string) => parse(text, { columns: true, skip_empty_lines: true, bom: true, relax_column_count: true }) as Record<string, string>[];

/** A number; undefined for NA, nothing, and whatever is none. */
const numberOf = (text: string | undefined): number | undefined => (text === undefined || text.trim() === '' || Number.isNaN(Number(text)) ? undefined : Number(text));

const airColumns = { pm25: 'PM2.5', pm10: 'PM10', so2: 'SO2', no2: 'NO2', co: 'CO', o3: 'O3' } as const;

/**
 * Hourly air quality in the shape of the public set of twelve Beijing stations (UCI 501): time in four columns of China's clock,
 * gaps written NA, all concentrations in µg/m³ — carbon monoxide too, which stations here report in mg/m³.
 */
export function airSeries(text: string): Series {
  const rows = rowsOf(text);
  const observations = rows.flatMap((row) => {
    const [year, month, day, hour] = [row['year'], row['month'], row['day'], row['hour']].map((part) => (part ?? '').padStart(2, '0'));
    const values = Object.fromEntries(Object.entries(airColumns).flatMap(([quantity, column]) => {
      const value = numberOf(row[column]);
      return value === undefined ? [] : [[quantity, quantity === 'co' ? value / 1000 : value]];
    }));
    const at = Date.parse(`${year}-${month}-${day}T${hour}:00:00+08:00`);
    return Number.isNaN(at) || Object.keys(values).length === 0 ? [] : [{ at, values }];
  });
  return { station: rows[0]?.['station'] ?? 'air', observations };
}

/** Readings each quarter of an hour in the shape of the Environment Agency's exports: `dateTime` without zone (GMT), one `value`; the address of the measure tells level from rain. */
export function riverSeries(text: string): Series {
  const rows = rowsOf(text);
  const measure = rows[0]?.['measure'] ?? '';
  const quantity = measure.includes('rainfall') ? 'rain' : 'level';
  const observations = rows.flatMap((row) => {
    const at = Date.parse(`${row['dateTime'] ?? ''}Z`);
    const value = numberOf(row['value']);
    return Number.isNaN(at) || value === undefined ? [] : [{ at, values: { [quantity]: value } }];
  });
  return { station: `${quantity}-${measure.split('/').at(-1)?.slice(0, 8) ?? ''}`, observations };
}

/** The part of a series that ends at a moment of its own, moved in time so that it ends at `now`. */
export function movedTo(series: Series, now: number, { days, end = series.observations.at(-1)?.at ?? now }: { days: number; end?: number }): Series {
  const from = end - days * 86_400_000;
  return { ...series, observations: series.observations.filter(({ at }) => at > from && at <= end).map(({ at, values }) => ({ at: at - end + now, values })) };
}

/** The moment of the highest value of a quantity. */
export function peakOf({ observations }: Series, quantity: string): number {
  return observations.reduce((best, each) => ((each.values[quantity] ?? -Infinity) > (best?.values[quantity] ?? -Infinity) ? each : best), observations[0])?.at ?? 0;
}

/** The value that a share of all values of a quantity does not pass. */
export function quantile({ observations }: Series, quantity: string, share: number): number {
  const values = observations.flatMap(({ values: each }) => each[quantity] ?? []).toSorted((a, b) => a - b);
  return values[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0;
}
