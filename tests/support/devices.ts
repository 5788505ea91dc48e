import mqtt, { type MqttClient } from 'mqtt';
import type { TestHome } from './roles.ts';

export type TestClient = {
  readonly client: MqttClient;
  publish(
    topic: string,
    payload: string | object,
    options?: { retain?: boolean; qos?: 0 | 1 | 2 },
  ): Promise<void>;
  end(): Promise<void>;
};

/** A real MQTT client with a credential of its own, which goes on trying for ever. */
export async function connectDevice(
  home: TestHome,
  name: string,
  will?: { topic: string; payload: string; retain?: boolean },
): Promise<TestClient> {
  // Another broker has one login for everybody, and it is in its address.
  const external = home.env.MQTT_URL;
  const url = external ?? `mqtt://127.0.0.1:${home.ports.mqtt}`;
  const client = await mqtt.connectAsync(url, {
    clientId: name,
    ...(external === undefined && (await home.mqttUser(name))),
    reconnectPeriod: 200,
    ...(will && {
      will: {
        topic: will.topic,
        payload: Buffer.from(will.payload),
        qos: 1,
        retain: will.retain ?? true,
      },
    }),
  });
  client.on('error', () => {});
  return {
    client,
    async publish(topic, payload, { retain = true, qos = 1 } = {}) {
      const text = typeof payload === 'string' ? payload : JSON.stringify(payload);
      await client.publishAsync(topic, text, { qos, retain });
    },
    end: () => client.endAsync(true),
  };
}

export type TestLamp = {
  /** Every command it heard, oldest first. */
  readonly heard: Record<string, unknown>[];
  readonly device: TestClient;
  end(): Promise<void>;
};

/** A lamp on the plain topics that obeys, after `delayMs`; `deaf` ones never answer. */
export async function startLamp(
  home: TestHome,
  name: string,
  { delayMs = 0, deaf = false }: { delayMs?: number; deaf?: boolean } = {},
): Promise<TestLamp> {
  const device = await connectDevice(home, name);
  const heard: Record<string, unknown>[] = [];
  let state: Record<string, unknown> = {
    state: 'off',
    brightness: 40,
    color_temp: 2700,
    color: { h: 30, s: 60 },
  };
  device.client.on('message', (_topic, payload) => {
    const command = JSON.parse(payload.toString()) as Record<string, unknown>;
    heard.push(command);
    if (deaf) return;
    setTimeout(() => {
      state = { ...state, ...command };
      delete state.transition;
      device.publish(`lights/${name}/state`, state).catch(() => {});
    }, delayMs);
  });
  await device.client.subscribeAsync(`control/lights/${name}`, { qos: 1 });
  await device.publish(`lights/${name}/state`, state);
  return { heard, device, end: () => device.end() };
}
