'use client';

import { MqttUsers } from '../settings/MqttUsers.tsx';
import { Sessions } from '../settings/Sessions.tsx';
import { Tokens } from '../settings/Tokens.tsx';
import { ScreenHeader } from './ScreenHeader.tsx';

/** Who may enter: people, devices, programs. */
export function PeopleScreen() {
  return (
    <>
      <ScreenHeader title="People & devices" back="/more" />
      <div className="grid items-start gap-x-8 gap-y-8 xl:grid-cols-2">
        <Sessions />
        <MqttUsers />
        <Tokens />
      </div>
    </>
  );
}
