import type { Setting } from './setting.ts';

/** How often the embedded broker has turned something away for a reason, as it tells every few seconds. */
export async function refusals(
  { connect }: Pick<Setting, 'connect'>,
  reason: string,
): Promise<() => number> {
  let count = 0;
  const client = await connect(`prover-sys-${reason}`);
  client.on('message', (_, payload) => {
    count = Number(payload);
  });
  await client.subscribeAsync(`$SYS/inglenook/refused/${reason}`);
  return () => count;
}
