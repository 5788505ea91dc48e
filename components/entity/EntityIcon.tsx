import { iconOf, mdiFile } from '@/lib/browser/entity/icon-of.ts';
import type { Entity } from '@/lib/domain/entity/entity.ts';
import { Icon } from '../ui/Icon.tsx';

type Props = { entity: Entity; on?: boolean; size?: number };

/** What the device asks for, else the drawing of its class. */
export function EntityIcon({ entity, on = false, size = 24 }: Props) {
  const file = mdiFile(entity.icon);
  if (file === null) return <Icon name={iconOf(entity, on)} fill={on} size={size} />;
  const mask = `url("${file}")`;
  return (
    <span
      aria-hidden="true"
      className="mdi"
      style={{ width: size, height: size, maskImage: mask, WebkitMaskImage: mask }}
    />
  );
}
