'use client';

import type { MqttUserOut } from '@/lib/api/doors.ts';
import { formatDate } from '@/lib/browser/words/format.ts';
import { Link } from '../ui/Link.tsx';
import { Access } from './Access.tsx';

/** The devices that may enter the broker. */
export function MqttUsers() {
  return (
    <Access<{ mqttUsers: MqttUserOut[] }>
      title="Devices"
      path="/mqtt-users"
      empty="No device has been added yet."
      read={({ mqttUsers }) =>
        mqttUsers.map(({ username, name, createdAt }) => ({
          id: username,
          title: name,
          line: `${username} · since ${formatDate(Date.parse(createdAt))}`,
        }))
      }
    >
      <Link
        href="/more/add-device"
        className="mt-2 inline-flex min-h-11 items-center text-15 text-ink-2 underline underline-offset-4"
      >
        Add a device
      </Link>
    </Access>
  );
}
