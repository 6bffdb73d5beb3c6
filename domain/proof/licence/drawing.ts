import QRCode from 'qrcode';
import {
  appendBezierCurve,
  clip,
  endPath,
  LineCapStyle,
  moveTo,
  popGraphicsState,
  pushGraphicsState,
  rectangle,
  fill,
  rgb,
  setCharacterSpacing,
  setFillingColor,
  setLineCap,
  setLineWidth,
  setStrokingColor,
  stroke,
  type Color,
  type PDFPage,
} from 'pdf-lib';
import type { Face } from './fonts.ts';

/** The colours of the house (web/ui/tokens.css) as ink on paper. */
export const ink = {
  dark: hex('16202c'),
  second: hex('4a5766'),
  line: hex('9aa7b6'),
  net: hex('e4e9ef'),
  green: hex('1b6e2c'),
  vermilion: hex('b3261e'),
  vermilionPale: hex('f6e1df'),
  paper: hex('ffffff'),
} as const;

export type TextStyle = { readonly face: Face; readonly size: number; readonly color?: Color; readonly spacing?: number; readonly opacity?: number };

/** Width of a text as it will stand, with its letter spacing. */
export function widthOf(text: string, { face, size, spacing = 0 }: TextStyle): number {
  return face.advance(text) * size + spacing * Math.max(0, [...text].length - 1);
}

/** Draws a text whose left end, middle or right end stands at x, on the baseline y. */
export function draw(page: PDFPage, text: string, x: number, y: number, style: TextStyle, align: 'left' | 'middle' | 'right' = 'left'): void {
  const { face, size, color = ink.dark, spacing = 0, opacity = 1 } = style;
  const shift = { left: 0, middle: 0.5, right: 1 }[align] * widthOf(text, style);
  page.pushOperators(pushGraphicsState(), setCharacterSpacing(spacing));
  page.drawText(text, { x: x - shift, y, font: face.font, size, color, opacity });
  page.pushOperators(popGraphicsState());
}

/** Draws a label letter by letter over the given width, as printed forms do: 地 址 under 单位名称. */
export function drawSpread(page: PDFPage, text: string, x: number, y: number, width: number, style: TextStyle): void {
  const gaps = [...text].length - 1;
  const spare = width - widthOf(text, style);
  draw(page, text, x, y, { ...style, spacing: gaps > 0 && spare > 0 ? spare / gaps : 0 });
}

/** Draws a QR code with its lower left corner at (x, y): one rectangle for each run of dark modules. */
export function drawQr(page: PDFPage, text: string, x: number, y: number, size: number): void {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' });
  const unit = size / modules.size;
  const quiet = 4 * unit; // Scanners need four clear modules around the code.
  page.drawRectangle({ x: x - quiet, y: y - quiet, width: size + 2 * quiet, height: size + 2 * quiet, color: ink.paper });
  page.pushOperators(pushGraphicsState(), setFillingColor(ink.dark));
  for (let row = 0; row < modules.size; row++) {
    for (let start = 0; start < modules.size; start++) {
      if (!modules.get(row, start)) continue;
      let end = start;
      while (end < modules.size && modules.get(row, end)) end++;
      page.pushOperators(rectangle(x + start * unit, y + size - (row + 1) * unit, (end - start) * unit, unit));
      start = end;
    }
  }
  page.pushOperators(fill(), popGraphicsState());
}

type Box = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

/** The net: two families of fine waves that cross, faint enough to read over, and hard to photocopy evenly. */
export function drawNet(page: PDFPage, box: Box): void {
  const [count, waves] = [26, 6];
  const step = box.height / count;
  page.pushOperators(
    pushGraphicsState(),
    rectangle(box.x, box.y, box.width, box.height),
    clip(),
    endPath(),
    setStrokingColor(ink.net),
    setLineWidth(0.35),
    setLineCap(LineCapStyle.Round),
  );
  for (const direction of [1, -1]) {
    for (let line = -1; line <= count + 1; line++) {
      const middle = box.y + line * step;
      const length = box.width / waves;
      const swing = direction * step * 1.15;
      page.pushOperators(moveTo(round(box.x), round(middle)));
      for (let wave = 0; wave < waves; wave++) {
        const from = box.x + wave * length;
        const side = wave % 2 === 0 ? swing : -swing;
        page.pushOperators(
          appendBezierCurve(
            round(from + length * 0.3642),
            round(middle + side * 1.34),
            round(from + length * 0.6358),
            round(middle + side * 1.34),
            round(from + length),
            round(middle),
          ),
        );
      }
      page.pushOperators(stroke());
    }
  }
  page.pushOperators(popGraphicsState());
}

/** A frame of three fine lines with a node at each corner. */
export function drawFrame(page: PDFPage, box: Box): void {
  for (const [inset, thickness] of [
    [0, 0.4],
    [3, 1.1],
    [6, 0.4],
  ] as const) {
    page.drawRectangle({
      x: box.x + inset,
      y: box.y + inset,
      width: box.width - 2 * inset,
      height: box.height - 2 * inset,
      borderColor: ink.second,
      borderWidth: thickness,
    });
  }
  for (const x of [box.x + 3, box.x + box.width - 3]) {
    for (const y of [box.y + 3, box.y + box.height - 3]) {
      page.drawCircle({ x, y, size: 6.5, color: ink.paper, borderColor: ink.second, borderWidth: 0.5 });
      page.drawCircle({ x, y, size: 2.2, color: ink.second });
    }
  }
}

function hex(text: string): Color {
  const part = (at: number): number => Number.parseInt(text.slice(at, at + 2), 16) / 255;
  return rgb(part(0), part(2), part(4));
}

const round = (value: number): number => Math.round(value * 10) / 10;
