import type { BridgeEvent } from '../../domain/dialect/zigbee2mqtt/bridge-events.ts';

/** How far a device is on its way into the network. */
export type JoinPhase = 'joined' | 'interviewing' | 'ready' | 'failed' | 'left';

/** A device that spoke up while the network was open. */
export type Joiner = {
  /** `0x…` */
  readonly address: string;
  readonly friendlyName: string;
  readonly phase: JoinPhase;
  /** Whether Zigbee2MQTT knows the model; null until it was asked. */
  readonly supported: boolean | null;
  readonly vendor: string | null;
  readonly model: string | null;
  readonly description: string | null;
};

/** Nobody pairs more at a time; a network gone mad does not fill the page. */
const MOST = 50;

/** The joiners after an event, the newest first. */
export function withEvent(joiners: readonly Joiner[], event: BridgeEvent): readonly Joiner[] {
  const known = joiners.find(({ address }) => address === event.address);
  // Everything with a plug announces itself when the power returns: that is no newcomer.
  if (known === undefined && (event.type === 'device_announce' || event.type === 'device_leave'))
    return joiners;
  const { address, friendlyName } = event;
  const before = known ?? {
    ...{ address, friendlyName, phase: 'joined' as const },
    ...{ supported: null, vendor: null, model: null, description: null },
  };
  const next: Joiner = { ...before, friendlyName, ...changeOf(event) };
  if (known !== undefined)
    return joiners.map((joiner) => (joiner.address === address ? next : joiner));
  return [next, ...joiners].slice(0, MOST);
}

function changeOf(event: BridgeEvent): Partial<Joiner> {
  switch (event.type) {
    case 'device_joined':
      return { phase: 'joined' };
    case 'device_leave':
      return { phase: 'left' };
    case 'device_announce':
      return {};
    case 'device_interview': {
      const { status, supported, vendor, model, description } = event;
      if (status === 'started') return { phase: 'interviewing' };
      const about = { supported, vendor, model, description };
      return { ...about, phase: status === 'successful' ? 'ready' : 'failed' };
    }
  }
}

/** What a phase means, in words. */
export function joinWords({ phase, supported }: Joiner): string {
  switch (phase) {
    case 'joined':
      return 'Joined the network';
    case 'interviewing':
      return 'Telling what it is …';
    case 'ready':
      return supported === false ? 'Joined, but Zigbee2MQTT does not know this model' : 'Ready';
    case 'failed':
      return 'The interview failed: keep it close and awake, and try again';
    case 'left':
      return 'Left the network';
  }
}
