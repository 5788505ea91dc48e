'use client';

import { useEffect, useRef, useState } from 'react';
import type { EntityView } from '@/lib/browser/store/entity-view.ts';
import { useFrame } from '@/lib/browser/store/use-frame.ts';

type Props = {
  view: EntityView;
  /** `cover` fills its place, `contain` shows all of the picture. */
  fit: 'cover' | 'contain';
};

/** The newest picture of a camera, heard from the broker while it is in sight and no longer. */
export function Picture({ view, fit }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const [inSight, setInSight] = useState(false);
  useEffect(() => {
    if (!place.current) return;
    const observer = new IntersectionObserver(
      (entries) => setInSight(entries.some((entry) => entry.isIntersecting)),
      { rootMargin: '100px' },
    );
    observer.observe(place.current);
    return () => observer.disconnect();
  }, []);
  const { url, reason } = useFrame(view.entity, inSight);
  return (
    <div ref={place} className="grid size-full place-items-center">
      {url ? (
        // biome-ignore lint/performance/noImgElement: it lives in this page's memory, no server has it
        <img
          src={url}
          alt={`Newest from ${view.fullName}`}
          className={`size-full ${fit === 'cover' ? 'object-cover' : 'object-contain'}`}
        />
      ) : (
        <p className="px-3 text-center text-13 text-ink-2">{reason ?? 'Waiting for a picture'}</p>
      )}
    </div>
  );
}
