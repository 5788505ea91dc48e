'use client';

import { MqttUsers } from '../settings/MqttUsers.tsx';
import { Sessions } from '../settings/Sessions.tsx';
import { Tokens } from '../settings/Tokens.tsx';
import { ScreenHeader } from './ScreenHeader.tsx';

/** Who may enter: people, devices, programs. */
export function PeopleScreen() {
  return (
    <div className="md:max-w-160">
      <ScreenHeader title="People & devices" back="/more" />
      <Sessions />
      <MqttUsers />
      <Tokens />
    </div>
  );
}
