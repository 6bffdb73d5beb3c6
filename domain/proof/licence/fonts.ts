import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import fontkit, { type Font } from '@pdf-lib/fontkit';
import type { PDFDocument, PDFFont } from 'pdf-lib';

/** A weight of the printed letter; `advance` is the width of a text at size 1. */
export type Face = { readonly font: PDFFont; advance(text: string): number };

/** The two weights a printed licence uses, 400 and 600, and the text as it can be set with them. */
export type Fonts = { readonly regular: Face; readonly strong: Face; readonly settable: (text: string) => string };

/**
 * Puts Noto Sans SC into a document, later cut down to the characters used. Characters the font lacks (rare ones in names)
 * go to `lacking` and are set as 〓, as printers do.
 */
export async function embedFonts(document: PDFDocument, lacking: Set<string>): Promise<Fonts> {
  const [regular, strong] = await Promise.all([open('400Regular/NotoSansSC_400Regular.ttf'), open('600SemiBold/NotoSansSC_600SemiBold.ttf')]);
  const settable = (text: string): string =>
    Array.from(text.normalize('NFC'), (character) => {
      if (character === '\n' || regular.font.hasGlyphForCodePoint(character.codePointAt(0) ?? 0)) return character;
      lacking.add(character);
      return '〓';
    }).join('');
  return { regular: await embed(document, regular), strong: await embed(document, strong), settable };
}

type Opened = { readonly bytes: Uint8Array; readonly font: Font; readonly advances: Map<string, number> };
const opened = new Map<string, Promise<Opened>>();

/** The files have 10 MB each: each is read and opened once per process. */
function open(name: string): Promise<Opened> {
  const known = opened.get(name);
  if (known) return known;
  const place = fileURLToPath(import.meta.resolve(`@expo-google-fonts/noto-sans-sc/${name}`));
  const font = readFile(place).then((bytes) => ({ bytes, font: withWholePlaces(fontkit.create(bytes)), advances: new Map<string, number>() }));
  opened.set(name, font);
  return font;
}

async function embed(document: PDFDocument, { bytes, font, advances }: Opened): Promise<Face> {
  document.registerFontkit({ create: () => font });
  const advanceOf = (character: string): number => {
    const known = advances.get(character) ?? font.glyphForCodePoint(character.codePointAt(0) ?? 0).advanceWidth / font.unitsPerEm;
    advances.set(character, known);
    return known;
  };
  return {
    // Without ligatures the width of a text is the sum of its characters, which is quick to know.
    font: await document.embedFont(bytes, { subset: true, features: { liga: false, clig: false, dlig: false, kern: false } }),
    advance: (text) => Array.from(text).reduce((sum, character) => sum + advanceOf(character), 0),
  };
}

type Subset = { readonly loca: { version?: number }; _addGlyph(glyph: number): number };

/**
 * Left alone, the library notes small places of glyphs in halves, yet lets glyphs end on odd bytes: all after such a one would be
 * torn and not appear. Noting whole places (version 1 of the table) mends it.
 */
function withWholePlaces(font: Font): Font {
  const createSubset = font.createSubset.bind(font);
  font.createSubset = () => {
    const made = createSubset();
    const subset = made as unknown as Subset;
    const addGlyph = subset._addGlyph.bind(subset);
    subset._addGlyph = (glyph) => {
      subset.loca.version = 1;
      return addGlyph(glyph);
    };
    return made;
  };
  return font;
}
