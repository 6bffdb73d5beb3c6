/** A lifecycle read from the state diagram of a reference page. `end` stands for every end. */
export type Life = { readonly states: readonly { readonly key: string; readonly title: string; readonly depth: number }[]; readonly moves: readonly { readonly from: string; readonly to: string; readonly words: string }[] };

export const end = '[*]';

/** Reads the part of Mermaid's stateDiagram-v2 our generator writes: `state "待研判" as reported` and `a --> b: 动作`. */
export function lifeIn(diagram: string): Life {
  const titles = new Map([...diagram.matchAll(/state "([^"]+)" as (\S+)/g)].map(([, title = '', key = '']) => [key, title]));
  const moves = [...diagram.matchAll(/^\s*(\S+) --> (\S+?)(?:: (.+))?$/gm)].map(([, from = '', to = '', words = '']) => ({ from, to, words })).filter(({ from }) => from !== end);
  const first = /\[\*\] --> (\S+)/.exec(diagram)?.[1] ?? [...titles.keys()][0] ?? '';
  const depths = depthsFrom(first, moves);
  return { states: [...titles].map(([key, title]) => ({ key, title, depth: depths.get(key) ?? 0 })), moves };
}

/** How many steps from the first state each is, by the shortest way. */
function depthsFrom(first: string, moves: Life['moves']): Map<string, number> {
  const depths = new Map([[first, 0]]);
  const open = [first];
  for (const key of open) {
    for (const { to } of moves.filter(({ from }) => from === key)) {
      if (to === end || depths.has(to)) continue;
      depths.set(to, (depths.get(key) ?? 0) + 1);
      open.push(to);
    }
  }
  return depths;
}
