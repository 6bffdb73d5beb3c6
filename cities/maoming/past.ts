import type { Region } from '#domain/place/region.ts';

const gone = (code: string, name: string, validFrom: string | null): Region => ({
  code, name, level: 'county', parent: '440900000000', validFrom, validTo: '2014-01-25', replacedBy: '440904000000', urbanRural: null, centre: null, shape: null, shapeSource: null,
});

/** 茂港区 (set up by 国函〔2001〕11号) and 电白县 became 电白区 by 国函〔2014〕12号 of 25 January 2014; their codes live on in identity numbers and old papers. */
export const maomingPast: readonly Region[] = [gone('440903000000', '茂港区', '2001-01-22'), gone('440923000000', '电白县', null)];

/** 电白区 in its present form dates from the same reply. */
export const maomingSince = { '440904000000': '2014-01-25' };
