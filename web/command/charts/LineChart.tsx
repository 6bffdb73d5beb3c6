import { LineChart as Line } from 'echarts/charts';
import { AriaComponent, GridComponent, MarkLineComponent, TooltipComponent } from 'echarts/components';
import { init, use, type EChartsCoreOption } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useRef, type ReactNode } from 'react';
import { fullNumber, shortNumber } from '../../ui/format/number.ts';
import { sayDay, sayTime } from '../../ui/format/time.ts';
import { token } from '../../ui/tokens.ts';

use([Line, GridComponent, TooltipComponent, MarkLineComponent, AriaComponent, SVGRenderer]);

/** A limit drawn across the chart: a warning level or a target. */
export type Limit = { readonly value: number; readonly name: string; readonly colour: string };
type Point = readonly [at: string, value: number | null];
type LineProps = { readonly name: string; readonly unit: string; readonly points: readonly Point[]; readonly forecast?: readonly Point[]; readonly limits?: readonly Limit[]; readonly at?: string | null };

/** One number over time, with its limits. The same facts are told in words to those who cannot see it. */
export function LineChart({ name, unit, points, forecast = [], limits = [], at = null }: LineProps): ReactNode {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!place.current) return;
    const chart = init(place.current, null, { renderer: 'svg' });
    chart.setOption(optionOf({ name, unit, points, forecast, limits, at }));
    const watch = new ResizeObserver(() => chart.resize());
    watch.observe(place.current);
    return () => { watch.disconnect(); chart.dispose(); };
  }, [name, unit, points, forecast, limits, at]);
  return <figure className="chart"><figcaption className="quiet">{name}{unit && `（${unit}）`}</figcaption><div ref={place} role="img" aria-label={inWords(name, unit, points)} /></figure>;
}

function optionOf({ name, unit, points, forecast = [], limits = [], at }: LineProps): EChartsCoreOption {
  const line = { show: true, lineStyle: { color: token('hairline') } };
  const label = { color: token('ink-2'), fontSize: 12 };
  return {
    animation: false,
    aria: { enabled: false },
    textStyle: { fontFamily: getComputedStyle(document.body).fontFamily },
    grid: { left: 4, right: 12, top: 12, bottom: 4, containLabel: true },
    tooltip: { trigger: 'axis', backgroundColor: token('paper'), borderColor: token('line'), textStyle: { color: token('ink'), fontSize: 13 }, formatter: (hits: unknown) => tip(hits, unit) },
    xAxis: { type: 'time', axisLine: line, axisTick: { show: false }, splitLine: { show: false }, axisLabel: { ...label, hideOverlap: true, formatter: (value: number) => shortMoment(value, points) } },
    yAxis: { type: 'value', scale: true, axisLine: { show: false }, splitNumber: 3, splitLine: { lineStyle: { color: token('hairline') } }, axisLabel: { ...label, formatter: (value: number) => shortNumber(value) } },
    series: [
      {
        type: 'line', name, data: points, showSymbol: points.length < 2, connectNulls: false, sampling: 'lttb', lineStyle: { color: token('chart-1'), width: 1.5 }, itemStyle: { color: token('chart-1') },
        markLine: { silent: true, symbol: 'none', animation: false, data: [
          ...limits.map((limit, index) => ({ yAxis: limit.value, name: limit.name, lineStyle: { color: limit.colour, type: 'dashed', width: 1 }, label: { formatter: limit.name, color: limit.colour, position: index % 2 === 0 ? 'insideEndTop' : 'insideStartTop', fontSize: 12 } })),
          ...(at ? [{ xAxis: at, lineStyle: { color: token('ink'), type: 'solid', width: 1 }, label: { show: false } }] : []),
        ] },
      },
      ...(forecast.length > 0 ? [{ type: 'line', name, data: forecast, showSymbol: false, lineStyle: { color: token('chart-1'), width: 1.5, type: 'dotted' } }] : []),
    ],
  };
}

type Hit = { readonly value: Point };
/** Built with elements, not with text put together: no value can become markup. */
function tip(hits: unknown, unit: string): HTMLElement {
  const hit = (hits as readonly Hit[])[0];
  const box = document.createElement('div');
  if (!hit || hit.value[1] === null) return box;
  box.append(sayTime(new Date(hit.value[0])), document.createElement('br'), Object.assign(document.createElement('strong'), { textContent: `${fullNumber(hit.value[1])} ${unit}` }));
  return box;
}

/** Hours within two days, days beyond. */
function shortMoment(value: number, points: readonly Point[]): string {
  const [first, last] = [points.at(0)?.[0], points.at(-1)?.[0]];
  const span = first && last ? new Date(last).getTime() - new Date(first).getTime() : 0;
  return span <= 48 * 3_600_000 ? sayTime(new Date(value)).split(' ').at(-1) ?? '' : sayDay(new Date(value));
}

function inWords(name: string, unit: string, points: readonly Point[]): string {
  const values = points.flatMap(([, value]) => (value === null ? [] : [value]));
  if (values.length === 0) return name;
  return `${name}：${fullNumber(Math.min(...values))} – ${fullNumber(Math.max(...values))} ${unit}，${fullNumber(values.at(-1) ?? 0)} ${unit}`;
}
