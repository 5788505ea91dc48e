'use client';

import { useEffect, useMemo, useState } from 'react';
import type { Heard } from '@/lib/browser/explorer/memory.ts';
import { pictureType, readFrame } from '@/lib/browser/store/frame-bytes.ts';

/** The picture that a payload is; its bytes say so, not its topic. */
export function PayloadPicture({ heard }: { heard: Heard }) {
  const result = useMemo(
    () => readFrame(heard.payload, pictureType(heard.payload) === null ? 'base64' : 'raw'),
    [heard],
  );
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    if (!result.ok) return;
    const made = URL.createObjectURL(new Blob([result.frame.bytes], { type: result.frame.type }));
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [result]);
  if (!result.ok) return <p className="text-15 text-ink-2">{result.reason}</p>;
  if (url === null) return <div className="h-40" />;
  return (
    // biome-ignore lint/performance/noImgElement: it comes from MQTT, not from a server
    <img
      src={url}
      alt="What the payload shows"
      className="max-h-80 w-full rounded-control border border-line bg-bg object-contain"
    />
  );
}
