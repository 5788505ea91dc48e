type Props = { name: string; size?: number };

/** One of the Material Design Icons, by its name without `mdi:`. */
export function MdiIcon({ name, size = 24 }: Props) {
  const mask = `url("/mdi/${name}.svg")`;
  return (
    <span
      aria-hidden="true"
      className="mdi shrink-0"
      style={{ width: size, height: size, maskImage: mask, WebkitMaskImage: mask }}
    />
  );
}
