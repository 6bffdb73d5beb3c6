import type { Field } from '#kernel/schema/fields.ts';
import { placeOf } from '#domain/place/locate.ts';
import type { Point } from '#domain/place/geometry.ts';
import { placesOf } from '#domain/place/places.ts';
import { searchPlaces, type FoundPlace } from '#domain/place/search.ts';
import { one, plain, typedText, type Typed } from '../form/kind.ts';
import { attributes, html, nothing, type Html } from '../html.ts';
import { withCsrf } from '../page.ts';
import type { Visit } from '../visit.ts';
import { mapAddress } from './map.ts';
import { closest, mapSize, projection, wholeCity, type View } from './view.ts';

/** The choice of a place as it stands: what is typed, the window on the map, places found by name. */
export type Choosing = { readonly typed: Typed; readonly view: View; readonly found: readonly FoundPlace[] | null; /** Whether the reader was choosing rather than sending. */ readonly choosing: boolean };

/** The point typed, located or pressed so far. */
export function chosenPoint(field: Field, typed: Typed): Point | null {
  const [lon, lat] = [plain(typedText(typed, `${field.name}-lon`)), plain(typedText(typed, `${field.name}-lat`))];
  const point = [Number(lon), Number(lat)] as const;
  return lon !== '' && lat !== '' && point.every(Number.isFinite) ? point : null;
}

/** Follows what the reader did: pressed the map, searched a name, took one of the places found, stepped back. */
export async function follow({ house }: Visit, field: Field, typed: Typed): Promise<Choosing> {
  const places = await placesOf(house);
  const view = viewIn(typed, field, wholeCity(places).view);
  const [x, y] = [Number(typedText(typed, 'map.x') || NaN), Number(typedText(typed, 'map.y') || NaN)];
  // Pressing Enter on the picture sends 0,0: no place was pointed at.
  if (x > 0 || y > 0) return at(field, typed, projection(places, view).toPoint(x, y), Math.min(view.zoom + 1, closest));
  const then = typedText(typed, 'then');
  const words = typedText(typed, 'place');
  if (then === 'out') return { typed, view: { centre: view.zoom <= 1 ? wholeCity(places).view.centre : view.centre, zoom: Math.max(0, view.zoom - 1) }, found: null, choosing: true };
  if (then === 'find' && words !== '') {
    // Grids are the city's own division of work; nobody looks for one.
    const found = (await searchPlaces(house, words, 16)).filter(({ centre, kind }) => centre !== null && kind !== 'grid').slice(0, 8);
    const [only] = found;
    return found.length === 1 && only?.centre ? at(field, typed, only.centre, 3) : { typed, view, found, choosing: true };
  }
  const picked = typedText(typed, 'pick').split(',').map(Number);
  const isPicked = picked.length === 2 && picked.every(Number.isFinite);
  if (then === 'use') return isPicked ? at(field, typed, [picked[0] ?? 0, picked[1] ?? 0], 3) : { typed, view, found: null, choosing: true };
  if (then === 'show') return { typed, view: { centre: chosenPoint(field, typed) ?? view.centre, zoom: 3 }, found: null, choosing: true };
  // Sending with a found place chosen but not yet taken means that place.
  return isPicked && chosenPoint(field, typed) === null ? { ...at(field, typed, [picked[0] ?? 0, picked[1] ?? 0], 3), choosing: false } : { typed, view, found: null, choosing: false };
}

const at = (field: Field, typed: Typed, point: Point, zoom: number): Choosing =>
  ({ typed: { ...typed, ...one(`${field.name}-lon`, point[0]), ...one(`${field.name}-lat`, point[1]) }, view: { centre: point, zoom }, found: null, choosing: true });

function viewIn(typed: Typed, field: Field, whole: View): View {
  const [lon, lat, zoom] = ['view-lon', 'view-lat', 'zoom'].map((name) => Number(typedText(typed, name) || NaN));
  const centre = [lon ?? NaN, lat ?? NaN] as const;
  if (centre.every(Number.isFinite) && Number.isInteger(zoom)) return { centre, zoom: Math.min(Math.max(zoom ?? 0, 0), closest) };
  const point = chosenPoint(field, typed);
  return point ? { centre: point, zoom: 3 } : whole;
}

/** The question where: three ways to the same two numbers, none of which needs a script except one's own position. */
export async function askPlace(visit: Visit, field: Field, { typed, view, found }: Choosing, fault: string | undefined, path: string): Promise<Html> {
  const { house, say } = visit;
  const point = chosenPoint(field, typed);
  const place = point ? await placeOf(house, point) : null;
  const { tree } = await placesOf(house);
  const here = withCsrf(visit, path);
  const sources = [...new Set(tree.all.flatMap(({ shapeSource }) => (shapeSource ? [shapeSource] : [])))];
  const words = !point ? say('report.chosenNone') : place ? say('report.chosen', { place: tree.fullName(place.region.code) }) : say('report.outside');
  return html`<fieldset class="field place${fault === undefined ? '' : ' wrong'}" id="place" aria-describedby="place-chosen${fault === undefined ? '' : ` f-${field.name}-fault`}"><legend>${say('report.place')}</legend><p class="hint">${say('report.placeHelp')}</p>${fault !== undefined && html`<p class="fault" id="${`f-${field.name}-fault`}"><span class="unseen">${say('form.fault')}</span>${fault}</p>`}
<p class="chosen" id="place-chosen" role="status"><span class="state ${place ? 'done' : ''}">${words}</span></p>
<div class="locate" hidden data-locate="${field.name}" data-locating="${say('report.locating')}" data-failed="${say('report.locateFailed')}"><button type="button">${say('report.locate')}</button><p class="quiet" role="status"></p></div>
<div class="find"><label for="place-words">${say('report.find')}</label><p class="hint" id="place-hint">${say('report.findHint')}</p><div class="together"><input${attributes({ type: 'text', id: 'place-words', name: 'place', value: typed['place']?.[0] ?? '', maxlength: 60, autocomplete: 'off', 'aria-describedby': 'place-hint' })}><button name="then" value="find" formaction="${`${here}#place`}">${say('report.findButton')}</button></div></div>
${found && candidates(visit, found, typedText(typed, 'place'), here)}
<p><label for="f-map">${say('report.map')}</label></p><p class="hint" id="map-hint">${say('report.mapHint')}${say('report.mapKeyboard')}</p><input${attributes({ type: 'image', id: 'f-map', name: 'map', class: 'map', width: mapSize, height: mapSize, src: mapAddress(view, point), alt: say('report.map'), formaction: `${here}#place`, 'aria-describedby': 'map-hint' })}>
<input type="hidden" name="view-lon" value="${view.centre[0]}"><input type="hidden" name="view-lat" value="${view.centre[1]}"><input type="hidden" name="zoom" value="${view.zoom}">
${view.zoom > 0 && html`<button name="then" value="out" formaction="${`${here}#place`}" class="bare">${say('report.zoomOut')}</button>`}<p class="quiet small">${sources.length > 0 ? say('report.shapes', { source: sources.join(say('words.comma')) }) : nothing}</p>
<details${attributes({ open: fault !== undefined && point !== null })}><summary>${say('report.coordinates')}</summary><div class="boxes">${(['lon', 'lat'] as const).map((part) => html`<div class="box"><label for="${`f-${field.name}-${part}`}">${say(part === 'lon' ? 'form.longitude' : 'form.latitude')}</label><input${attributes({ type: 'text', id: `f-${field.name}-${part}`, name: `${field.name}-${part}`, inputmode: 'decimal', autocomplete: 'off', class: 'w-10', value: typed[`${field.name}-${part}`]?.[0] ?? '', 'aria-invalid': fault === undefined ? undefined : 'true' })}></div>`)}</div><button name="then" value="show" formaction="${`${here}#place`}" data-show>${say('report.use')}</button></details></fieldset>`;
}

function candidates({ say }: Visit, found: readonly FoundPlace[], words: string, here: string): Html {
  if (found.length === 0) return html`<p class="fault" role="status">${say('report.foundNone', { text: words })}</p>`;
  return html`<fieldset class="candidates"><legend>${say('report.found')}</legend>${found.map(({ fullName, centre }, index) => html`<div class="option"><input type="radio" id="${`pick-${index}`}" name="pick" value="${`${centre?.[0]},${centre?.[1]}`}"><label for="${`pick-${index}`}">${fullName}</label></div>`)}<button name="then" value="use" formaction="${`${here}#place`}">${say('report.use')}</button></fieldset>`;
}
