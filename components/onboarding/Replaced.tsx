import { deviceHref } from '@/lib/browser/devices/device-href.ts';
import { ScreenHeader } from '../live/ScreenHeader.tsx';
import { LinkButton } from './LinkButton.tsx';
import type { Done } from './ReplaceScreen.tsx';

/** Charts with more lines than that show nothing. */
const MOST = 6;

/** A device was replaced: where to go from here. */
export function Replaced({ name, deviceId, entities, carriedOut }: Done) {
  const query = new URLSearchParams(entities.slice(0, MOST).map((id) => ['entity', id]));
  return (
    <>
      <ScreenHeader title="Replaced" back="/more/devices?tab=all" />
      <div role="status" className="flex flex-col gap-4">
        <p className="text-15">
          The new device is {name} now.{' '}
          {carriedOut
            ? 'Its history goes on where the old one ended.'
            : 'The recorder is away and joins the histories when it is back.'}
        </p>
        <div className="flex flex-wrap gap-2">
          <LinkButton href={`/history?${query}`}>See the history</LinkButton>
          <LinkButton href={deviceHref(deviceId)}>Its page</LinkButton>
        </div>
      </div>
    </>
  );
}
