import { Cascader, InputNumber } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { sharedWords } from '../../words/shared.ts';
import { useOrgans, useRegionNames, type Organ, type RegionNode } from '../api/directory.ts';
import { read } from '../api/client.ts';
import { OrganName } from '../parts/OrganName.tsx';
import { Icon } from '../icons.tsx';
import { sayer } from '../words.ts';
import { whereAmI, type NoPosition } from './position.ts';
import { aria, type ControlProps, type Kind } from './kind.ts';
import { NamedSelect } from './NamedSelect.tsx';
import { useDuring } from './under-way.ts';

const say = sayer(sharedWords);

/** A place by position of the device or by typed degrees (CGCS2000). */
function PointControl(props: ControlProps) {
  const [trouble, setTrouble] = useState('');
  const [finding, setFinding] = useState(false);
  const during = useDuring();
  const [lon, lat] = Array.isArray(props.value) ? (props.value as [number | null, number | null]) : [null, null];
  const put = (at: 0 | 1, degrees: number | null) => {
    const next = at === 0 ? [degrees, lat] : [lon, degrees];
    props.change(next[0] === null && next[1] === null ? undefined : next);
  };
  const takePosition = async () => {
    setFinding(true);
    setTrouble('');
    await whereAmI().then(props.change, (why: NoPosition) => setTrouble(say(why === 'denied' ? 'placeDenied' : 'placeUnknown')));
    setFinding(false);
  };
  return (
    <div className="point-control">
      <button type="button" className="button" disabled={finding} aria-busy={finding} onClick={() => void during(takePosition())}><Icon name="mapPin" />{say(finding ? 'placeFinding' : 'placeHere')}</button>
      <InputNumber {...aria(props)} aria-label={say('longitude')} placeholder={say('longitude')} value={lon} min={-180} max={180} precision={6} onChange={(value) => put(0, value)} />
      <InputNumber aria-label={say('latitude')} placeholder={say('latitude')} value={lat} min={-90} max={90} precision={6} onChange={(value) => put(1, value)} />
      {trouble && <p role="alert" className="field-fault">{trouble}</p>}
    </div>
  );
}

export const point: Kind = {
  group: true,
  Ask: PointControl,
  show: (value) => <span className="num">{(value as [number, number]).map((degrees) => degrees.toFixed(5)).join('，')}</span>,
};

type Option = { value: string; label: string; isLeaf?: boolean; children?: Option[] };
const optionOf = ({ code, name, level }: RegionNode): Option => ({ value: code, label: name, isLeaf: level === 'village' });

/** County, town, village: each level is fetched when it is opened. */
function RegionControl(props: ControlProps) {
  const [options, setOptions] = useState<Option[]>([]);
  const counties = useQuery({ queryKey: ['place', 'regions', ''], queryFn: () => read<{ items: RegionNode[] }>('/api/v1/regions', { level: 'county', limit: 200 }), staleTime: Infinity });
  const tree = options.length > 0 ? options : (counties.data?.items ?? []).map(optionOf);
  const open = (path: readonly Option[]) => {
    const target = path.at(-1);
    if (!target) return;
    void read<{ items: RegionNode[] }>('/api/v1/regions', { parent: target.value, limit: 200 }).then(({ items }) => {
      target.children = items.map(optionOf);
      setOptions([...tree]);
    });
  };
  return <Cascader {...aria(props)} aria-label={props.field.title} options={tree} loadData={open} changeOnSelect onChange={(path) => props.change(path?.at(-1))} {...(typeof props.value === 'string' ? { displayRender: () => <RegionName code={String(props.value)} />, value: [props.value] } : {})} />;
}

export const RegionName = ({ code }: { code: string }) => <>{useRegionNames(code) ?? code}</>;
export const region: Kind = { group: true, Ask: RegionControl, show: (value) => <RegionName code={String(value)} /> };

const organOption = ({ key, title }: Organ) => ({ value: key, label: title });

function OrganControl(props: ControlProps) {
  const organs = useOrgans();
  return <NamedSelect {...aria(props)} name={props.field.title} showSearch={{ optionFilterProp: 'label' }} loading={organs.isLoading} value={props.value as string | undefined} options={(organs.data ?? []).map(organOption)} onChange={(value) => props.change(value)} />;
}

export const organ: Kind = { group: true, Ask: OrganControl, show: (value) => <OrganName organ={String(value)} /> };
