import type { PDFPage } from 'pdf-lib';
import { draw, drawSpread, ink, widthOf } from './drawing.ts';
import type { Fonts } from './fonts.ts';
import { breakLines } from './lines.ts';
import { area } from './page.ts';
import type { FaceElement } from './statement.ts';

/** The part of the face that stands on one page, in one letter size. A line without label goes on with the value above it. */
export type Sheet = { readonly size: number; readonly labelWidth: number; readonly lines: readonly Line[] };
type Line = { readonly label: string | null; readonly text: string };

const room = area.faceTop - area.faceBottom;
/** In letter sizes: from baseline to baseline, what a new element gets on top, and from label to value. */
const [lineHeight, elementGap, columnGap] = [1.5, 0.75, 1.6];
const sizes = [15, 14, 13, 12, 11, 10];

/** The largest letters with which the face fits on one page; where even the smallest do not fit, further pages follow. */
export function layOut(elements: readonly FaceElement[], fonts: Fonts): Sheet[] {
  for (const size of sizes) {
    const sheet = setIn(size, elements, fonts);
    if (heightOf(sheet) <= room) return [sheet];
  }
  return pagesOf(setIn(sizes.at(-1) ?? 10, elements, fonts));
}

function setIn(size: number, elements: readonly FaceElement[], { regular, strong, settable }: Fonts): Sheet {
  const labels = elements.map(({ title }) => regular.advance(settable(title)) * size);
  const labelWidth = Math.min(size * 12, Math.max(size * 4, ...labels));
  const valueWidth = area.right - area.left - labelWidth - size * columnGap;
  const lines = elements.flatMap(({ title, value }) =>
    breakLines(settable(value), valueWidth, (text) => strong.advance(text) * size).map((text, i) => ({ label: i === 0 ? settable(title) : null, text })));
  return { size, labelWidth, lines };
}

function pagesOf(whole: Sheet): Sheet[] {
  const pages: Line[][] = [[]];
  let label = '';
  for (const line of whole.lines) {
    const page = pages.at(-1) ?? [];
    label = line.label ?? label;
    if (heightOf({ ...whole, lines: [...page, line] }) > room) pages.push([{ ...line, label: line.label ?? `${label}（续）` }]);
    else page.push(line);
  }
  return pages.map((lines) => ({ ...whole, lines }));
}

function heightOf({ size, lines }: Sheet): number {
  const gaps = lines.filter(({ label }, i) => i > 0 && label !== null).length;
  return size * (lines.length * lineHeight + gaps * elementGap);
}

/** Draws the face: short labels spread to one width, values in strong letters beside them; a short face is set wider and lower. */
export function drawFace(page: PDFPage, sheet: Sheet, { regular, strong }: Fonts): void {
  const { size, labelWidth, lines } = sheet;
  const spare = room - heightOf(sheet);
  const extraGap = Math.min(size * 0.6, spare / lines.length);
  let y = area.faceTop - size - Math.max(0, spare - extraGap * lines.length) / 3;
  lines.forEach(({ label, text }, i) => {
    if (i > 0) y -= size * lineHeight + (label === null ? 0 : size * elementGap + extraGap);
    if (label !== null) {
      const style = { face: regular, size: size * Math.min(1, labelWidth / widthOf(label, { face: regular, size })), color: ink.second };
      drawSpread(page, label, area.left, y, labelWidth <= size * 6 ? labelWidth : 0, style);
    }
    draw(page, text, area.left + labelWidth + size * columnGap, y, { face: strong, size });
  });
}
