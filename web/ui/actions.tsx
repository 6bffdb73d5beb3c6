import { useEffect, useRef, type ReactNode } from 'react';
import { Icon, type IconName } from './icons.tsx';

/** Something a reader can do, declared once and used alike by button, menu and keyboard. */
export type Action<C = void> = {
  readonly key: string;
  readonly name: string;
  readonly icon?: IconName;
  /** One key, as `KeyboardEvent.key` names it: `j`, `Enter`, `/`. */
  readonly shortcut?: string;
  readonly primary?: boolean;
  /** Whether it can be done now; an act that cannot is not shown. */
  readonly when?: (context: C) => boolean;
  readonly effect: (context: C) => void;
};

export const available = <C,>(actions: readonly Action<C>[], context: C): Action<C>[] => actions.filter((action) => action.when?.(context) ?? true);

/** A button for an action, with its shortcut shown. */
export function ActionButton<C>({ action, context, busy = false, quiet = false }: { action: Action<C>; context: C; busy?: boolean; quiet?: boolean }): ReactNode {
  return (
    <button type="button" className={`button${action.primary ? ' primary' : ''}${quiet ? ' plain' : ''}`} disabled={busy} aria-keyshortcuts={action.shortcut} onClick={() => action.effect(context)}>
      {action.icon && <Icon name={action.icon} />}{action.name}{action.shortcut && <kbd aria-hidden="true">{keyName(action.shortcut)}</kbd>}
    </button>
  );
}

/** Listens to the shortcuts of the actions that can be done now, except while somebody types or a dialog is open. */
export function useShortcuts<C>(actions: readonly Action<C>[], context: C): void {
  const now = useRef({ actions, context });
  useEffect(() => { now.current = { actions, context }; });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isTyping(event.target) || document.querySelector('[role=dialog][aria-modal=true]')) return;
      const action = available(now.current.actions, now.current.context).find(({ shortcut }) => shortcut === event.key);
      if (!action) return;
      event.preventDefault();
      action.effect(now.current.context);
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
}

const isTyping = (target: EventTarget | null): boolean => target instanceof HTMLElement && (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName));

const keyNames: Readonly<Record<string, string>> = { Enter: '回车', Escape: 'Esc', ArrowUp: '↑', ArrowDown: '↓' };
export const keyName = (key: string): string => keyNames[key] ?? (key.length === 1 ? key.toUpperCase() : key);
