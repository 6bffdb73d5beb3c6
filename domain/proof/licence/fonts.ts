import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import fontkit from '@pdf-lib/fontkit';
import type { PDFDocument, PDFFont } from 'pdf-lib';

/** The two weights a printed licence uses: 400 and 600. */
export type Fonts = { readonly regular: PDFFont; readonly strong: PDFFont; readonly spoken: (text: string) => string };

type Opened = { readonly bytes: Uint8Array; readonly font: ReturnType<typeof fontkit.create> };
const opened = new Map<string, Promise<Opened>>();

/**
 * Puts Noto Sans SC into a document, later cut down to the characters used. The files have 10 MB each, so each is read and
 * opened once per process. Characters the font lacks (rare ones in names) go to `lacking` and are shown as 〓, as printers do.
 */
export async function embedFonts(document: PDFDocument, lacking: Set<string>): Promise<Fonts> {
  const [regular, strong] = await Promise.all([open('400Regular/NotoSansSC_400Regular.ttf'), open('600SemiBold/NotoSansSC_600SemiBold.ttf')]);
  const embed = async ({ bytes, font }: Opened): Promise<PDFFont> => {
    document.registerFontkit({ create: () => font });
    return document.embedFont(bytes, { subset: true });
  };
  const spoken = (text: string): string =>
    Array.from(text.normalize('NFC'), (character) => {
      if (regular.font.hasGlyphForCodePoint(character.codePointAt(0) ?? 0)) return character;
      lacking.add(character);
      return '〓';
    }).join('');
  return { regular: await embed(regular), strong: await embed(strong), spoken };
}

function open(name: string): Promise<Opened> {
  const place = fileURLToPath(import.meta.resolve(`@expo-google-fonts/noto-sans-sc/${name}`));
  const font = opened.get(place) ?? readFile(place).then((bytes) => ({ bytes, font: fontkit.create(bytes) }));
  opened.set(place, font);
  return font;
}
