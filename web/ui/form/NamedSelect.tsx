import { Select, type RefSelectProps, type SelectProps } from 'antd';
import { useEffect, useId, useRef, type ReactElement, type ReactNode, type Ref } from 'react';

type NamedProps<V> = Omit<SelectProps<V>, 'aria-label' | 'popupRender'> & { readonly name: string; readonly ref?: Ref<RefSelectProps> };

/** antd's Select whose list of options has a name too: antd itself gives the list none, and a screen reader would announce a nameless list. */
export function NamedSelect<V>({ name, id, ...props }: NamedProps<V>): ReactNode {
  const own = useId();
  const key = id ?? own;
  return <Select<V> {...(props as SelectProps<V>)} id={key} aria-label={name} popupRender={(menu) => <NamedList name={name} list={`${key}_list`} menu={menu} />} />;
}

function NamedList({ name, list, menu }: { name: string; list: string; menu: ReactElement }): ReactNode {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => { place.current?.querySelector(`[id="${list}"]`)?.setAttribute('aria-label', name); });
  return <div ref={place}>{menu}</div>;
}
