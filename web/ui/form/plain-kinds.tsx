import { DatePicker, Input, InputNumber } from 'antd';
import dayjs from 'dayjs';
import { fullNumber, yuan } from '../format/number.ts';
import { rfc3339 } from '../format/time.ts';
import { Masked, looksMasked } from '../parts/Masked.tsx';
import { Moment } from '../parts/Moment.tsx';
import { aria, type ControlProps, type Kind } from './kind.ts';

const numberIn = (props: ControlProps, name: string): number | undefined => (typeof props.field.schema[name] === 'number' ? props.field.schema[name] : undefined);
const bounds = (props: ControlProps) => Object.fromEntries([['min', numberIn(props, 'minimum')], ['max', numberIn(props, 'maximum')]].filter(([, value]) => value !== undefined));
const limit = (props: ControlProps) => (numberIn(props, 'maxLength') === undefined ? {} : { maxLength: numberIn(props, 'maxLength') as number });

const showText = (value: unknown) => (looksMasked(value) ? <Masked value={value} /> : String(value));

export const text: Kind = {
  Ask: (props) => <Input {...aria(props)} value={String(props.value ?? '')} {...limit(props)} onChange={(event) => props.change(event.target.value)} />,
  show: showText,
};

export const longText: Kind = {
  Ask: (props) => <Input.TextArea {...aria(props)} value={String(props.value ?? '')} {...limit(props)} className="grows" rows={3} onChange={(event) => props.change(event.target.value)} />,
  show: (value) => <span className="long-text">{String(value)}</span>,
};

/** Numbers, codes and telephone numbers typed as text: the phone shows its digits. */
const typed = (inputMode: 'text' | 'tel' | 'numeric', autoComplete = 'off'): Kind => ({
  Ask: (props) => <Input {...aria(props)} inputMode={inputMode} autoComplete={autoComplete} value={String(props.value ?? '')} {...limit(props)} onChange={(event) => props.change(event.target.value.trim())} />,
  show: (value) => <span className="num">{showText(value)}</span>,
});
export const idNumber = typed('text');
export const uscc = typed('text');
export const phone = typed('tel', 'tel');

const figure = (digits: number): Kind => ({
  Ask: (props) => <InputNumber {...aria(props)} className="figure-input" value={props.value as number | null} {...bounds(props)} {...(digits === 0 ? { precision: 0 } : {})} suffix={props.field.unit} onChange={(value) => props.change(value)} />,
  show: (value, field) => <span className="num">{fullNumber(Number(value), 6)}{field.unit && ` ${field.unit}`}</span>,
});
export const number = figure(6);
export const integer = figure(0);

/** Asked and shown in yuan, kept in 分. */
export const money: Kind = {
  Ask: (props) => <InputNumber {...aria(props)} className="figure-input" value={typeof props.value === 'number' ? props.value / 100 : null} min={0} precision={2} suffix="元" onChange={(value) => props.change(value === null ? undefined : Math.round(Number(value) * 100))} />,
  show: (value) => <span className="num">{yuan(Number(value))} 元</span>,
};

export const date: Kind = {
  Ask: (props) => <DatePicker {...aria(props)} value={typeof props.value === 'string' ? dayjs(props.value) : null} onChange={(value) => props.change(value?.format('YYYY-MM-DD'))} />,
  show: (value) => <Moment at={String(value)} day />,
};

export const time: Kind = {
  Ask: (props) => <DatePicker {...aria(props)} showTime={{ format: 'HH:mm' }} format="YYYY-MM-DD HH:mm" value={typeof props.value === 'string' ? dayjs(props.value) : null} onChange={(value) => props.change(value ? rfc3339(value.toDate()) : undefined)} />,
  show: (value) => <Moment at={String(value)} />,
};
