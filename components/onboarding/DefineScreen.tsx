'use client';

import { useQuery } from '@tanstack/react-query';
import { deviceHref } from '@/lib/browser/devices/device-href.ts';
import { draftOf, EMPTY_DRAFT } from '@/lib/browser/devices/hand-made-form.ts';
import { readRetained } from '@/lib/browser/link/retained.ts';
import { realTimers } from '@/lib/browser/store/timers.ts';
import { useRuntime } from '@/lib/browser/store/use-home.ts';
import { isObject, parseJson } from '@/lib/domain/dialect/safe-json.ts';
import { decodeUtf8 } from '@/lib/domain/dialect/utf8.ts';
import { ScreenHeader } from '../live/ScreenHeader.tsx';
import { Empty } from '../ui/Empty.tsx';
import { DefineForm } from './DefineForm.tsx';
import { Loading } from './Loading.tsx';
import { useDevice } from './use-devices.ts';

/** A device defined by hand: a new one (`state_topic` may be given), or with `edit` one made before. */
export function DefineScreen({ query }: { query: URLSearchParams }) {
  const edited = query.get('edit');
  if (edited !== null) return <Edit key={edited} id={edited} />;
  const topic = query.get('state_topic') ?? '';
  return (
    <>
      <ScreenHeader title="Define a device" back="/more/devices" />
      <DefineForm
        key={topic}
        id={null}
        start={{ ...EMPTY_DRAFT, texts: topic === '' ? {} : { state_topic: topic } }}
      />
    </>
  );
}

const HAND_MADE = /^inglenook_([a-z0-9_-]{1,64})$/;

/** The definition lives on the broker, retained, like that of any other device. */
function Edit({ id }: { id: string }) {
  const { link } = useRuntime();
  const { data: device, error } = useDevice(id);
  const own = device?.identifiers.flatMap((name) => HAND_MADE.exec(name)?.[1] ?? [])[0];
  const topic = device?.definedBy.find((one) => one.includes('/inglenook/'));
  const kept = useQuery({
    queryKey: ['definition', topic],
    enabled: topic !== undefined,
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnWindowFocus: false,
    queryFn: async () => {
      const message = await readRetained({ link, timers: realTimers }, topic ?? '');
      const text = message && decodeUtf8(message.payload);
      const config = text === null ? null : parseJson(text);
      // The component is the level before the product's own.
      const kind = topic?.split('/').at(-4);
      return isObject(config) && kind !== undefined ? draftOf(kind, config) : null;
    },
  });
  const isStrange = device && (own === undefined || topic === undefined);
  return (
    <>
      <ScreenHeader
        title={device ? `Change ${device.name}` : 'Change a device'}
        back={deviceHref(id)}
      />
      {error && !device && <Empty sentence={error.message} />}
      {isStrange && <Empty sentence="This device was not defined by hand: it describes itself." />}
      {kept.data === null && <Empty sentence="The broker does not keep its definition any more." />}
      {!error && !isStrange && kept.data === undefined && <Loading rows={4} />}
      {device && own !== undefined && kept.data && (
        <DefineForm id={own} start={{ ...kept.data, name: device.name, room: device.room }} />
      )}
    </>
  );
}
