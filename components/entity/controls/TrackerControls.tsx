import { stateWords } from '@/lib/browser/words/state-words.ts';
import { numberOf } from '@/lib/browser/words/words.ts';
import type { ControlsProps } from '../props.ts';
import { BigState } from './BigState.tsx';
import { Facts } from './Facts.tsx';

/** Where somebody or something is: the place in words, and the figures if there are any. */
export function TrackerControls({ view, now }: ControlsProps) {
  const { shown } = view;
  const [latitude, longitude] = [numberOf(shown, 'latitude'), numberOf(shown, 'longitude')];
  const accuracy = numberOf(shown, 'gps_accuracy');
  const battery = numberOf(shown, 'battery');
  const facts: [string, string][] = [];
  if (latitude !== null && longitude !== null)
    facts.push(['Coordinates', `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`]);
  if (accuracy !== null) facts.push(['Accurate to', `${Math.round(accuracy)} m`]);
  if (battery !== null) facts.push(['Battery', `${Math.round(battery)} %`]);
  return (
    <div className="flex flex-col gap-4 py-2">
      <BigState isOld={!view.available}>{stateWords(view, shown, now)}</BigState>
      <Facts facts={facts} />
    </div>
  );
}
