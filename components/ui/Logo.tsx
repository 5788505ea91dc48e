/** An inglenook: the arch of a fireplace with the light in it. */
export function Logo({ size }: { size: number }) {
  return (
    <svg aria-hidden="true" width={size} height={size} viewBox="0 0 64 64">
      <path d="M8 58V30a24 24 0 0 1 48 0v28H44V32a12 12 0 0 0-24 0v26Z" fill="currentColor" />
      <path d="M32 30c5 6 8 10 8 16a8 8 0 0 1-16 0c0-6 3-10 8-16Z" fill="var(--lamp-full)" />
    </svg>
  );
}
