'use client';

import type { ReactNode } from 'react';
import type { DeviceDetail } from '@/lib/api/devices.ts';
import { useNow } from '@/lib/browser/store/use-now.ts';
import { confidenceWords } from '@/lib/browser/words/device-words.ts';
import { dialectWords } from '@/lib/browser/words/dialect-words.ts';
import { formatAge, formatDate } from '@/lib/browser/words/format.ts';

const REACH: Readonly<Record<DeviceDetail['availability'], string>> = {
  online: 'Reachable',
  offline: 'Unreachable',
  unknown: 'It does not tell',
};

/** What a device is, and how the home knows. */
export function DeviceFacts({ device }: { device: DeviceDetail }) {
  const now = useNow();
  const reports = device.entities.flatMap(({ reportedAt }) =>
    reportedAt === null ? [] : [Date.parse(reportedAt)],
  );
  return (
    <section aria-labelledby="facts">
      <h2 id="facts" className="mb-2.5 text-13 font-medium text-ink-3">
        About it
      </h2>
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-2 rounded-tile border border-line bg-surface p-4 text-13">
        <Fact name="State">{REACH[device.availability]}</Fact>
        {reports.length > 0 && (
          <Fact name="Last heard">{formatAge(now - Math.max(...reports))}</Fact>
        )}
        <Fact name="Maker">{device.manufacturer}</Fact>
        <Fact name="Model">{device.model}</Fact>
        <Fact name="Software">{device.swVersion}</Fact>
        <Fact name="Speaks">{dialectWords(device.dialect)}</Fact>
        <Fact name="Known by">{confidenceWords(device, device.entities)}</Fact>
        {device.firstHeardAt && (
          <Fact name="First heard">{formatDate(Date.parse(device.firstHeardAt))}</Fact>
        )}
        {device.definedBy.length > 0 && (
          <Fact name="Announced on">
            {device.definedBy.map((topic) => (
              <code key={topic} className="block break-all select-all">
                {topic}
              </code>
            ))}
          </Fact>
        )}
        <Fact name="Identified by">
          {device.identifiers.map((identifier) => (
            <code key={identifier} className="block break-all select-all">
              {identifier}
            </code>
          ))}
        </Fact>
      </dl>
    </section>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  if (children === null || children === '') return null;
  return (
    <>
      <dt className="text-ink-3">{name}</dt>
      <dd className="num min-w-0 break-words">{children}</dd>
    </>
  );
}
