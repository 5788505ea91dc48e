import type { CommandPhase } from '../../domain/command/command.ts';
import type { EntityView } from '../store/entity-view.ts';
import { formatAge, formatMoment, formatSpan } from './format.ts';
import { stateWords } from './state-words.ts';

/** A reason as a sentence of its own begins. */
export const sentence = (reason: string): string =>
  reason.charAt(0).toUpperCase() + reason.slice(1);

/** The line under the name: the state, or why it is not to be trusted. */
export function statusWords(view: EntityView, now: number): string {
  if (view.pending?.phase === 'no_answer') return 'No answer';
  if (view.pending?.phase === 'failed') return sentence(view.pending.reason ?? 'failed');
  if (view.available) return stateWords(view, view.shown, now);
  if (view.reportedAt === null) return 'Unreachable';
  const last = stateWords(view, view.state, view.reportedAt);
  return `Unreachable · last ${last} ${formatMoment(view.reportedAt, now)}`;
}

/** The same, short enough for a tile: for how long it has been out of reach. */
export function tileWords(view: EntityView, now: number): string {
  if (view.available || view.pending?.phase === 'no_answer' || view.pending?.phase === 'failed')
    return statusWords(view, now);
  if (view.reportedAt === null) return 'Unreachable';
  return `Unreachable · ${formatSpan(now - view.reportedAt)}`;
}

/** How old the value is, if it is old enough to say so. */
export function staleWords(view: EntityView, now: number): string | null {
  if (!view.available || view.staleAt === null || view.reportedAt === null) return null;
  return now >= view.staleAt ? formatAge(now - view.reportedAt) : null;
}

const PHASES: Readonly<Record<CommandPhase, string>> = {
  sent: 'Sent',
  acknowledged: 'At the broker',
  confirmed: 'Confirmed by the device',
  no_answer: 'No answer',
  failed: 'Failed',
};

/** The phase of a command, for the sheet. */
export const phaseWords = (phase: CommandPhase): string => PHASES[phase];
