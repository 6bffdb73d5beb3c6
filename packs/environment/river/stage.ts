/** What a gauge knows of its river, in metres above the same datum as its readings. */
export type Marks = { readonly warning: number; readonly guarantee: number; readonly highest?: number | undefined };

/**
 * The stage of a river as one number that is the same at every gauge: 1 at the warning level (警戒水位), 2 at the guarantee level
 * (保证水位), 3 at the highest ever (历史最高水位), straight lines between and beyond. Without a known highest level, as far above
 * the guarantee as that is above the warning. Null for marks that are out of order.
 */
export function stageOf(level: number, { warning, guarantee, highest = 2 * guarantee - warning }: Marks): number | null {
  if (!(warning < guarantee && guarantee < highest)) return null;
  return level <= guarantee ? 1 + (level - warning) / (guarantee - warning) : 2 + (level - guarantee) / (highest - guarantee);
}

/** A level in words, as flood reports put it: 水位 8.42 m，超警戒 0.42 m. */
export function stageWords(level: number, { warning, guarantee, highest }: Marks): string {
  const [name, mark] = highest !== undefined && level >= highest ? ['历史最高', highest] : level >= guarantee ? ['保证', guarantee] : ['警戒', warning];
  return `水位 ${level.toFixed(2)} m，${level >= mark ? '超' : '低于'}${name} ${Math.abs(level - mark).toFixed(2)} m`;
}

/** The marks among a gauge's facts; null when they are not there. */
export function marksOf(facts: Readonly<Record<string, unknown>>): Marks | null {
  const { warning, guarantee, highest } = facts;
  if (typeof warning !== 'number' || typeof guarantee !== 'number') return null;
  return { warning, guarantee, ...(typeof highest === 'number' ? { highest } : {}) };
}
