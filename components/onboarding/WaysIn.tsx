'use client';

import { RowLink } from './RowLink.tsx';
import { useBridges } from './use-bridges.ts';

/** What to do when a device does not appear by itself. */
export function WaysIn() {
  const canPair = useBridges().length > 0;
  return (
    <section aria-labelledby="ways-in" className="mt-8">
      <h2 id="ways-in" className="mb-2.5 text-13 font-medium text-ink-3">
        Not here?
      </h2>
      <div className="grid gap-2.5 lg:grid-cols-2">
        {canPair && (
          <RowLink
            href="/more/devices/pair"
            icon="wifi-high"
            title="Pair a Zigbee device"
            line="Zigbee2MQTT lets it in"
          />
        )}
        <RowLink
          href="/more/devices/listen"
          icon="pulse"
          title="Listen"
          line="What the broker carries, and what it might be"
        />
        <RowLink
          href="/more/devices/new"
          icon="pencil"
          title="Define a device by hand"
          line="Name its topics, and see at once what they say"
        />
      </div>
    </section>
  );
}
