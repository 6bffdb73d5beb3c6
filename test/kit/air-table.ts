/** How messy the table of airTable is, so that a test can count on it. */
export type AirTable = { readonly files: Readonly<Record<string, string>>; readonly rows: number; readonly brokenLines: number; readonly missing: number; readonly negative: number };

/**
 * An hourly table of air stations in the shape such tables really have: one file a station, the parts of the time in columns of
 * their own, NA for what was not measured, here a line cut short, there a quote that never closes, a negative reading now and then.
 * Invented and the same every time.
 */
export function airTable({ stations = 12, hours = 1000 }: { stations?: number; hours?: number } = {}): AirTable {
  const names = ['河东', '河西', '官渡', '站前', '官山', '露天矿', '水东', '高州', '化州', '信宜', '滨海', '博贺', '电城', '镇盛'];
  const files: Record<string, string> = {};
  let [brokenLines, missing, negative] = [0, 0, 0];
  for (let station = 0; station < stations; station += 1) {
    const lines = ['"No","year","month","day","hour","PM2.5","PM10","TEMP","wd","station"'];
    for (let hour = 0; hour < hours; hour += 1) {
      const at = new Date(Date.UTC(2026, 0, 1, hour));
      const turn = station * hours + hour;
      const pm = turn % 53 === 7 ? 'NA' : turn % 211 === 3 ? '-9' : String(8 + ((turn * 37) % 180));
      if (pm === 'NA') missing += 1;
      if (pm === '-9') negative += 1;
      const line = [hour + 1, at.getUTCFullYear(), at.getUTCMonth() + 1, at.getUTCDate(), at.getUTCHours(), pm, pm === 'NA' ? 'NA' : 12 + ((turn * 41) % 260), ((turn % 300) / 10).toFixed(1), `"${['N', 'NE', 'E', 'SE', 'S', 'SW', 'W', 'NW'][turn % 8]}"`, `"${names[station % names.length]}站"`];
      if (turn % 997 === 500) {
        brokenLines += 1;
        lines.push(line.slice(0, 6).join(','));
        if (pm === 'NA') missing -= 1;
        if (pm === '-9') negative -= 1;
      } else if (turn % 1499 === 900) {
        brokenLines += 1;
        lines.push(line.join(',').replace(/"$/, ''));
        if (pm === 'NA') missing -= 1;
        if (pm === '-9') negative -= 1;
      } else {
        lines.push(line.join(','));
      }
    }
    files[`air-station-${String(station + 1).padStart(2, '0')}.csv`] = `${lines.join('\n')}\n`;
  }
  return { files, rows: stations * hours, brokenLines, missing, negative };
}
