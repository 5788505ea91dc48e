/**
 * Devices that are announced but offer nothing, such as a Zigbee device with nothing to expose: they
 * are in the home for as long as the topic that announced them lists them.
 */
export function createBareDevices(drop: (deviceId: string) => void) {
  const bare = new Map<string, { readonly announcedBy: string; online: boolean | null }>();
  const key = (dialect: string, topic: string) => `${dialect}\n${topic}`;
  return {
    /** A topic announces it, for the first time or again. */
    announce(deviceId: string, dialect: string, topic: string): void {
      const online = bare.get(deviceId)?.online ?? null;
      bare.set(deviceId, { announcedBy: key(dialect, topic), online });
    },

    /** What it says of itself, if it is one of these. */
    hear(deviceId: string, online: boolean): void {
      const device = bare.get(deviceId);
      if (device !== undefined) device.online = online;
    },

    forget: (deviceId: string) => void bare.delete(deviceId),
    size: () => bare.size,
    isOnline: (deviceId: string): boolean | null => bare.get(deviceId)?.online ?? null,

    /** A topic has listed all it announces: those it left out are gone. */
    settle(dialect: string, topic: string, listed: ReadonlySet<string>): void {
      for (const [id, { announcedBy }] of bare) {
        if (announcedBy !== key(dialect, topic) || listed.has(id)) continue;
        bare.delete(id);
        drop(id);
      }
    },
  };
}

export type BareDevices = ReturnType<typeof createBareDevices>;
