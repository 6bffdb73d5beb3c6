import { degrees, type PDFPage } from 'pdf-lib';
import { dayOf } from '#kernel/time/day.ts';
import { fullDay } from '#kernel/time/friendly.ts';
import { draw, drawFrame, drawNet, drawQr, ink, widthOf } from './drawing.ts';
import type { Fonts } from './fonts.ts';
import { area, frame, pageHeight, pageWidth, type LicencePrint } from './page.ts';
import { stateWords, type LicenceState } from './state.ts';
import type { LicenceFacts } from './statement.ts';

/** Everything on a page but its face: net and frame, title, QR code, state, issuer. */
export function drawFurniture(page: PDFPage, facts: LicenceFacts, print: LicencePrint, fonts: Fonts): void {
  drawNet(page, { x: frame.x + 6, y: frame.y + 6, width: frame.width - 12, height: frame.height - 12 });
  drawFrame(page, frame);
  if (print.state !== 'valid') drawStateAcross(page, print.state, fonts);
  drawTitle(page, facts, print, fonts);
  drawProof(page, facts, print, fonts);
  drawIssuer(page, facts, fonts);
}

function drawTitle(page: PDFPage, facts: LicenceFacts, { titleEn, demonstration }: LicencePrint, { regular, strong, settable }: Fonts): void {
  const title = { face: strong, size: 34, spacing: 12 };
  const room = area.right - area.left;
  const name = settable(facts.name);
  const scale = Math.min(1, room / widthOf(name, title));
  const middle = pageWidth / 2;
  draw(page, name, middle, 502, { face: strong, size: title.size * scale, spacing: title.spacing * scale }, 'middle');
  if (titleEn) draw(page, titleEn, middle, 475, { face: regular, size: 10, color: ink.second, spacing: 0.6 }, 'middle');
  draw(page, settable(facts.number), middle, 450, { face: regular, size: 11.5, color: ink.second, spacing: 0.4 }, 'middle');
  if (demonstration) draw(page, '演示 · 不具法律效力', frame.x + frame.width - 24, frame.y + frame.height - 30, { face: regular, size: 9, color: ink.second }, 'right');
}

/** Lower left: what anybody can check, by scanning or by typing. */
function drawProof(page: PDFPage, facts: LicenceFacts, { state, printedAt }: LicencePrint, { regular, strong }: Fonts): void {
  const qr = { x: area.left, y: 66, size: 84 };
  const x = qr.x + qr.size + 18;
  const small = { face: regular, size: 8.5, color: ink.second };
  drawQr(page, facts.verifyUrl, qr.x, qr.y, qr.size);
  draw(page, `状态  ${stateWords[state].zh}`, x, 139, { face: strong, size: 11, color: state === 'valid' ? ink.green : ink.vermilion });
  draw(page, `${fullDay(dayOf(printedAt), 'zh')}打印时的状态，现状请扫码查询`, x, 123, small);
  draw(page, '电子证照标识', x, 98, small);
  const parts = facts.identifier.split('.');
  draw(page, `${parts.slice(0, 6).join('.')}.`, x, 84, small);
  draw(page, parts.slice(6).join('.'), x, 71, small);
}

/** Lower right: who issued it and when. No picture of a seal: the digital signature is the seal. */
function drawIssuer(page: PDFPage, facts: LicenceFacts, { regular, strong, settable }: Fonts): void {
  const centre = area.right - 110;
  const name = settable(facts.issuer.name);
  const whole = { face: strong, size: 16, spacing: 1 };
  const fit = Math.min(1, 260 / widthOf(name, whole));
  draw(page, name, centre, 118, { face: strong, size: whole.size * fit, spacing: fit }, 'middle');
  draw(page, fullDay(facts.issuedOn, 'zh'), centre, 94, { face: regular, size: 13, spacing: 0.5 }, 'middle');
  draw(page, '颁发机构已用 SM2 数字签名，数据与签名附于本文件', centre, 71, { face: regular, size: 7.5, color: ink.second }, 'middle');
}

/** A licence that no longer holds says so over the whole page, pale enough to read the rest. */
function drawStateAcross(page: PDFPage, state: LicenceState, { strong }: Fonts): void {
  const text = stateWords[state].zh;
  const size = 118;
  const angle = Math.PI / 9;
  const half = (strong.advance(text) * size) / 2;
  page.drawText(text, {
    x: pageWidth / 2 - half * Math.cos(angle) + (size / 3) * Math.sin(angle),
    y: pageHeight / 2 - half * Math.sin(angle) - (size / 3) * Math.cos(angle),
    font: strong.font,
    size,
    color: ink.vermilionPale,
    rotate: degrees(20),
  });
}
