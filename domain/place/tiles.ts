import type { App } from '#kernel/http/app.ts';
import type { House } from '#kernel/house.ts';
import { gridLayer, regionLayer, type TileLayer } from './layers.ts';
import { placesOf, type Places } from './places.ts';
import { tileRoute } from './tile-route.ts';

/** `/tiles/regions/…` and `/tiles/grids/…`. Cut once per state of the map, at the first tile asked for. */
export function tileRoutes(app: App, house: House): void {
  for (const [name, summary, cutter] of [['regions', '行政区划瓦片 Divisions as vector tiles', regionLayer], ['grids', '网格瓦片 Grids as vector tiles', gridLayer]] as const) {
    const cut = new WeakMap<Places, TileLayer>();
    tileRoute(app, name, 'public', summary, async () => {
      const places = await placesOf(house);
      let layer = cut.get(places);
      if (!layer) cut.set(places, (layer = cutter(places)));
      return { cut: layer, cache: 'public, max-age=300' };
    });
  }
}
