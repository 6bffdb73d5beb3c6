import { defineErrors } from '#kernel/errors/refusal.ts';

export const refuse = defineErrors({
  REGION_NOT_FOUND: { status: 404,
    zh: { title: '没有这个行政区划', detail: '区划代码 {code} 不在本市的区划表中。', next: '代码为 12 位数字，请从 /api/v1/regions 中选取。' },
    en: { title: 'No such division', detail: 'The division code {code} is not in this city’s table.', next: 'Codes have 12 digits; take one from /api/v1/regions.' } },
  REGION_HAS_NO_SHAPE: { status: 404,
    zh: { title: '没有这个区划的图形', detail: '“{name}”没有录入图形。', next: '可以改用它的上级或下级区划。' },
    en: { title: 'No shape for this division', detail: 'No shape is on record for “{name}”.', next: 'Use the division above or beneath it.' } },
  GRID_NOT_FOUND: { status: 404,
    zh: { title: '没有这个网格', detail: '网格编号 {code} 不存在。', next: '请从 /api/v1/grids 中选取。' },
    en: { title: 'No such grid', detail: 'There is no grid {code}.', next: 'Take one from /api/v1/grids.' } },
  OUTSIDE_CITY: { status: 422,
    zh: { title: '位置不在本市', detail: '经度 {lon}、纬度 {lat} 不在本市范围内。', next: '请在地图上重新选点；坐标应为 CGCS2000，先经度后纬度。' },
    en: { title: 'Outside the city', detail: 'Longitude {lon}, latitude {lat} is not within this city.', next: 'Choose a point on the map again; coordinates are CGCS2000, longitude first.' } },
  TILE_NOT_FOUND: { status: 404,
    zh: { title: '没有这张地图瓦片', detail: '图层 {layer} 在第 {z} 级没有 {x}/{y}。', next: '级别为 0–22，行列号须小于 2 的级别次方。' },
    en: { title: 'No such tile', detail: 'The layer {layer} has no {x}/{y} at zoom {z}.', next: 'Zooms are 0–22; column and row are below 2 to the power of the zoom.' } },
});
