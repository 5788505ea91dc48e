'use client';

import { lazy, Suspense, useEffect } from 'react';
import { screenOf, titleOf } from '@/lib/browser/page/screens.ts';
import { Empty } from '../ui/Empty.tsx';
import { HomeScreen } from './HomeScreen.tsx';
import { RoomScreen } from './RoomScreen.tsx';
import { RoomsScreen } from './RoomsScreen.tsx';

const LATER = {
  history: async () => ({ default: (await import('./HistoryScreen.tsx')).HistoryScreen }),
  more: async () => ({ default: (await import('./MoreScreen.tsx')).MoreScreen }),
  addDevice: async () => ({ default: (await import('./AddDeviceScreen.tsx')).AddDeviceScreen }),
  devices: async () => ({
    default: (await import('../onboarding/DevicesScreen.tsx')).DevicesScreen,
  }),
  device: async () => ({ default: (await import('../onboarding/DeviceScreen.tsx')).DeviceScreen }),
  replace: async () => ({
    default: (await import('../onboarding/ReplaceScreen.tsx')).ReplaceScreen,
  }),
  define: async () => ({ default: (await import('../onboarding/DefineScreen.tsx')).DefineScreen }),
  listen: async () => ({ default: (await import('../onboarding/ListenScreen.tsx')).ListenScreen }),
  pair: async () => ({ default: (await import('../onboarding/PairScreen.tsx')).PairScreen }),
  people: async () => ({ default: (await import('./PeopleScreen.tsx')).PeopleScreen }),
  look: async () => ({ default: (await import('./LookScreen.tsx')).LookScreen }),
  about: async () => ({ default: (await import('./AboutScreen.tsx')).AboutScreen }),
  data: async () => ({ default: (await import('../storage/DataScreen.tsx')).DataScreen }),
  topics: async () => ({ default: (await import('./TopicsScreen.tsx')).TopicsScreen }),
};
const HistoryScreen = lazy(LATER.history);
const MoreScreen = lazy(LATER.more);
const AddDeviceScreen = lazy(LATER.addDevice);
const DevicesScreen = lazy(LATER.devices);
const DeviceScreen = lazy(LATER.device);
const ReplaceScreen = lazy(LATER.replace);
const DefineScreen = lazy(LATER.define);
const ListenScreen = lazy(LATER.listen);
const PairScreen = lazy(LATER.pair);
const PeopleScreen = lazy(LATER.people);
const LookScreen = lazy(LATER.look);
const AboutScreen = lazy(LATER.about);
const DataScreen = lazy(LATER.data);
const TopicsScreen = lazy(LATER.topics);

/** Fetches what is loaded later, so that the service worker has it when the server is away. */
export async function loadScreens(): Promise<void> {
  await Promise.all([
    ...Object.values(LATER).map((load) => load()),
    import('../history/LineChart.tsx'),
  ]);
}

type Props = { path: string; query: URLSearchParams };

/** The screen of an address; what is seldom needed is loaded when it is. */
export function Screen(props: Props) {
  const title = titleOf(screenOf(props.path));
  useEffect(() => {
    document.title = title ? `${title} · Inglenook` : 'Inglenook';
  }, [title]);
  return (
    <Suspense fallback={<div className="h-15" />}>
      <Choice {...props} />
    </Suspense>
  );
}

function Choice({ path, query }: Props) {
  const screen = screenOf(path);
  switch (screen.type) {
    case 'home':
      return <HomeScreen />;
    case 'rooms':
      return <RoomsScreen />;
    case 'room':
      return <RoomScreen key={screen.room} room={screen.room} />;
    case 'history':
      return <HistoryScreen query={query} />;
    case 'more':
      return <MoreScreen />;
    case 'add-device':
      return <AddDeviceScreen />;
    case 'devices':
      return <DevicesScreen query={query} />;
    case 'device':
      return <DeviceScreen key={screen.device} id={screen.device} />;
    case 'replace-device':
      return <ReplaceScreen key={screen.device} id={screen.device} />;
    case 'define-device':
      return <DefineScreen query={query} />;
    case 'listen':
      return <ListenScreen />;
    case 'pair':
      return <PairScreen query={query} />;
    case 'people':
      return <PeopleScreen />;
    case 'look':
      return <LookScreen />;
    case 'about':
      return <AboutScreen />;
    case 'data':
      return <DataScreen query={query} />;
    case 'explorer':
      return <TopicsScreen query={query} />;
    case 'nowhere':
      return <Empty sentence="There is no such page." action={{ label: 'Go home', href: '/' }} />;
  }
}
