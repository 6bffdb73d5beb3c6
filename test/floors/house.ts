/** The eight nouns in floor order (docs/architecture.md). */
export const nouns = ['place', 'subject', 'record', 'thing', 'proof', 'policy', 'matter', 'signal'] as const;

/** The house from the ground up. `domain` itself is what joins all eight nouns, such as the definition of a pack. */
export const floors = ['kernel', ...nouns.map((noun) => `domain/${noun}`), 'domain', 'packs', 'protocols', 'web', 'cities', 'server.ts'] as const;

/** Where a file lives. Files of one room may use each other freely; `shared` rooms serve every room of their floor. */
export type Room = { readonly floor: string; readonly height: number; readonly room: string; readonly shared: boolean };

/** Folders outside the house: they may look into every floor, and no floor may look at them. */
export const isYard = (file: string): boolean => /^(test|bench|deploy)\//.test(file);

export const isTest = (file: string): boolean => /\.test\.tsx?$/.test(file) || isYard(file);

/** The room of a file, or null when the house has no such room. */
export function roomOf(file: string): Room | null {
  const [top = '', second = '', third] = file.split('/');
  const place = (floor: string, room: string, shared = false): Room => ({ floor, height: (floors as readonly string[]).indexOf(floor), room, shared });
  switch (top) {
    case 'server.ts':
      return place('server.ts', 'server.ts');
    case 'kernel':
      return place('kernel', 'kernel');
    case 'domain':
      if (third === undefined) return place('domain', 'domain');
      return (nouns as readonly string[]).includes(second) ? place(`domain/${second}`, `domain/${second}`) : null;
    case 'packs':
      // Packs may name each other's definitions: a service item issues a licence that another topic asks for.
      return place('packs', 'packs');
    case 'protocols':
    case 'cities':
      return place(top, third === undefined ? top : `${top}/${second}`, third === undefined);
    case 'web':
      return place('web', third === undefined ? 'web' : `web/${second}`, third === undefined || second === 'ui' || second === 'words');
    default:
      return null;
  }
}
