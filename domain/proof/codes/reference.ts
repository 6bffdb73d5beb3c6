import type { Say } from '#kernel/declare/reference.ts';
import type { Scene } from '../define-scene.ts';

/** A scene on its pack's reference page: who is shown what, and for how long it can be looked back on. */
export const sceneReference = (scene: Scene, say: Say): string[] => [
  `## 用码场景 ${say(scene.title)} \`${scene.key}\``, '',
  `${say(scene.purpose)} · 主管 lead ${scene.lead} · 持码人 holder ${scene.holder} · 记录保留 kept ${scene.keepDays} 天 days`, '',
  ...scene.shows.map(({ title, offline }) => `- ${say(title)}${offline ? '（断网可见 also without network）' : ''}`), '',
];
