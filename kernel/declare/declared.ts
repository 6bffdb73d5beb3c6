/** What every definition in a pack has. `key` is unique per noun; `title` is Chinese, its English stands in the pack's `english`. */
export type Declaration = { readonly noun: string; readonly key: string; readonly title: string };

/** The typed name under which a floor finds its own definitions again. */
export type NounKey<T extends Declaration> = { readonly noun: T['noun'] & string; readonly of?: (definition: T) => void };
export const nounKey = <T extends Declaration>(noun: T['noun'] & string): NounKey<T> => ({ noun });

/** One mistake in a pack, said so that its author can mend it: where, what is wrong, what is known. */
export type Fault = { readonly pack: string; readonly spot: string; readonly said: string; readonly known?: readonly string[] };

export const faultLine = (fault: Fault) => `packs/${fault.pack} · ${fault.spot}: ${fault.said}${fault.known ? ` Known: ${fault.known.join(', ') || '(none)'}.` : ''}`;

/** Everything the packs declare, found by noun and key. Filled once at load, only read afterwards. */
export class Declared {
  readonly #byNoun = new Map<string, Map<string, Declaration>>();
  readonly #packOf = new Map<string, string>();
  readonly #english = new Map<string, string>();

  /** Adds one definition; answers a fault when the key is taken. */
  add(pack: string, definition: Declaration): Fault | null {
    const shelf = this.#byNoun.get(definition.noun) ?? new Map<string, Declaration>();
    this.#byNoun.set(definition.noun, shelf);
    const name = `${definition.noun} ${definition.key}`;
    if (shelf.has(definition.key)) return { pack, spot: name, said: `the key is already taken by packs/${this.#packOf.get(name) ?? '?'}. Choose another key.` };
    shelf.set(definition.key, definition);
    this.#packOf.set(name, pack);
    return null;
  }

  addEnglish(words: Readonly<Record<string, string>>): void {
    for (const [chinese, english] of Object.entries(words)) this.#english.set(chinese, english);
  }

  all<T extends Declaration>(key: NounKey<T>): T[] {
    return [...(this.#byNoun.get(key.noun)?.values() ?? [])] as T[];
  }

  find<T extends Declaration>(key: NounKey<T>, name: string): T | undefined {
    return this.#byNoun.get(key.noun)?.get(name) as T | undefined;
  }

  /** The definition that must be there: one a stored row names. Throws when the pack was removed. */
  get<T extends Declaration>(key: NounKey<T>, name: string): T {
    const found = this.find(key, name);
    if (!found) throw new Error(`No ${key.noun} is called ${name}; the pack that declared it is no longer loaded.`);
    return found;
  }

  packOf(definition: Declaration): string {
    return this.#packOf.get(`${definition.noun} ${definition.key}`) ?? '';
  }

  /** A declared Chinese text in the reader's language; the Chinese itself where no English was given. */
  say(chinese: string, locale: 'zh' | 'en'): string {
    return locale === 'en' ? (this.#english.get(chinese) ?? chinese) : chinese;
  }

  hasEnglish(chinese: string): boolean {
    return this.#english.has(chinese) || !/\p{Script=Han}/u.test(chinese);
  }
}
