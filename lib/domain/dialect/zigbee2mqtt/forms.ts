import type { Binding } from '../../entity/entity.ts';
import { action } from './action.ts';
import { bridgeForm } from './bridge-form.ts';
import { climate } from './climate-form.ts';
import { cover } from './cover-form.ts';
import { type Expose, readExpose } from './expose.ts';
import { fan } from './fan-form.ts';
import type { Form } from './form.ts';
import { light } from './light-form.ts';
import { lock } from './lock.ts';
import { onOff } from './on-off.ts';
import { scene } from './scene.ts';
import { structured } from './structured.ts';
import { update } from './update.ts';
import { choice, numeric, press, textual } from './values.ts';

/** Forms that are made of one expose. */
const OF_EXPOSE: ReadonlyMap<string, (expose: Expose, binding: Binding) => Form> = new Map(
  Object.entries({
    action,
    choice,
    climate,
    cover,
    fan,
    light: (expose: Expose, { effect }: Binding) =>
      light(expose, typeof effect === 'string' ? effect : null),
    lock,
    numeric,
    'on-off': onOff,
    press,
    structured,
    text: textual,
  }),
);

const opened = new WeakMap<Binding, Form | null>();

/** How an entity with this binding reads and encodes; null: the binding is damaged. */
export function formOf(binding: Binding): Form | null {
  const known = opened.get(binding);
  if (known !== undefined) return known;
  const form = openForm(binding);
  opened.set(binding, form);
  return form;
}

function openForm(binding: Binding): Form | null {
  const { form } = binding;
  if (form === 'scene') return scene(binding);
  if (form === 'update') return update(binding);
  if (form === 'bridge') return bridgeForm(binding);
  const open = typeof form === 'string' ? OF_EXPOSE.get(form) : undefined;
  const expose = readExpose(binding['expose']);
  return open === undefined || expose === null ? null : open(expose, binding);
}
