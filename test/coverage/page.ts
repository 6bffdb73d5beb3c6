import { areas, capabilities, storiesOf, storyFile } from './capabilities.ts';

/** docs/coverage.md: every capability, its rows and the stories told about it. Made from the files alone; whether they pass is what `npm run coverage` prints. */
export function coveragePage(): string {
  const told = new Map(capabilities.map(({ key }) => [key, storiesOf(key)]));
  const withStory = (keys: readonly { key: string }[]) => keys.filter(({ key }) => (told.get(key)?.length ?? 0) > 0).length;
  const lines = Object.entries(areas).flatMap(([area, zh]) => {
    const members = capabilities.filter((capability) => capability.area === area);
    return [
      `## ${zh} ${area} — ${withStory(members)} / ${members.length}`,
      '',
      '| 能力 capability | 出处 rows | 故事 stories |',
      '|---|---|---|',
      ...members.map(({ key, zh: name, en, rows }) => `| **${name}** ${en}<br>\`${key}\` | ${rows.join(' ')} | ${stories(key, told.get(key) ?? [])} |`),
      '',
    ];
  });
  return [
    '# 覆盖 Coverage',
    '',
    `Made by \`npm run generate\`. ${withStory(capabilities)} of ${capabilities.length} capabilities have an acceptance story; every story listed here is run by \`npm test\`.`,
    '`npm run coverage` runs them and prints what passes now, `npm run coverage -- --json` for machines, `-- --last` from the results of the last run. A capability without a passing story is open, whatever else has been built for it.',
    'Rows are the numbers of the demands in the five plans: DZ 德州, HH 呼和浩特, MM 茂名, SX 绍兴, SD 山东.',
    '',
    ...lines,
  ].join('\n');
}

function stories(key: string, names: readonly string[]): string {
  if (names.length === 0) return 'open';
  return `[${names.length === 1 ? 'story' : `${names.length} stories`}](../${storyFile(key)})<br>${names.map((name) => name.replaceAll('|', '\\|')).join('<br>')}`;
}
