/** The four colours of warnings, gravest last (突发事件应对法: 蓝 黄 橙 红). */
export const levels = ['blue', 'yellow', 'orange', 'red'] as const;
export type LevelName = (typeof levels)[number];

/** Grades of events and responses go with the colours: 特别重大 Ⅰ 红, 重大 Ⅱ 橙, 较大 Ⅲ 黄, 一般 Ⅳ 蓝. */
export const grades: Readonly<Record<string, LevelName>> = { I: 'red', II: 'orange', III: 'yellow', IV: 'blue' };

/** The colour of a level, whether it is named by colour or by grade; null where it is neither. */
export const colourOf = (level: string | null | undefined): LevelName | null => ((levels as readonly string[]).includes(level ?? '') ? (level as LevelName) : (grades[level ?? ''] ?? null));

/** Each colour has a shape of its own, on a grid of 16, so that colour is never the only sign: disc, triangle, diamond, octagon. */
export const levelShapes: Record<LevelName, string> = { blue: 'M8 1.5a6.5 6.5 0 1 0 0 13a6.5 6.5 0 1 0 0-13', yellow: 'M8 1.5 15 14H1z', orange: 'M8 .5 15.5 8 8 15.5.5 8z', red: 'M5 1h6l4 4v6l-4 4H5l-4-4V5z' };
