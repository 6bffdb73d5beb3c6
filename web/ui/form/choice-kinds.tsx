import { Checkbox, Radio } from 'antd';
import type { Field } from '#kernel/schema/fields.ts';
import { sharedWords } from '../../words/shared.ts';
import { sayer } from '../words.ts';
import { aria, type ControlProps, type Kind } from './kind.ts';
import { NamedSelect } from './NamedSelect.tsx';

const say = sayer(sharedWords);
const optionsOf = (field: Field) => Object.entries(field.labels).map(([value, label]) => ({ value, label }));

/** Radios of a group; the group itself is named by its legend. The first carries the id, so that a fault can lead to it. */
function Radios({ props, options }: { props: ControlProps; options: readonly { value: string | number | boolean; label: string }[] }) {
  return (
    <Radio.Group value={props.value} onChange={(event) => props.change(event.target.value)} name={props.id}>
      {options.map(({ value, label }, at) => <Radio key={String(value)} value={value} {...(at === 0 ? { id: props.id } : {})}>{label}</Radio>)}
    </Radio.Group>
  );
}

/** Few options stand open; many fold into a list that can be searched. */
export const choice: Kind = {
  group: true,
  Ask: (props) => (Object.keys(props.field.labels).length <= 5
    ? <Radios props={props} options={optionsOf(props.field)} />
    : <NamedSelect {...aria(props)} name={props.field.title} showSearch={{ optionFilterProp: 'label' }} allowClear={!props.field.required} value={props.value as string | undefined} options={optionsOf(props.field)} onChange={(value) => props.change(value)} />),
  show: (value, field) => field.labels[String(value)] ?? String(value),
};

export const choices: Kind = {
  group: true,
  Ask: (props) => (
    <Checkbox.Group value={(props.value as string[] | undefined) ?? []} onChange={(value) => props.change(value)}>
      {optionsOf(props.field).map(({ value, label }, at) => <Checkbox key={value} value={value} {...(at === 0 ? { id: props.id } : {})}>{label}</Checkbox>)}
    </Checkbox.Group>
  ),
  show: (value, field) => (Array.isArray(value) ? value.map((each) => field.labels[String(each)] ?? String(each)).join('、') : String(value)),
};

export const yesNo: Kind = {
  group: true,
  Ask: (props) => <Radios props={props} options={[{ value: true, label: say('yes') }, { value: false, label: say('no') }]} />,
  show: (value) => say(value ? 'yes' : 'no'),
};

/** 好差评, five steps (GB/T 39734). */
const ratings = [[5, say('rating5')], [4, say('rating4')], [3, say('rating3')], [2, say('rating2')], [1, say('rating1')]] as const;
export const rating: Kind = {
  group: true,
  Ask: (props) => <Radios props={props} options={ratings.map(([value, label]) => ({ value, label }))} />,
  show: (value) => ratings.find(([step]) => step === value)?.[1] ?? String(value),
};
