import type { State } from '../entity/entity.ts';
import type { Command, CommandPhase } from './command.ts';
import { shows } from './shows.ts';

/** How long a device has for its answer, besides the transition it was given. */
export const ANSWER_MS = 5_000;
/** For so long after the last publish, besides the transition, reports do not move the handle. */
export const SETTLE_MS = 1_500;

/** A command on its way. All times in epoch ms. */
export type Tracked = {
  readonly command: Command;
  readonly target: State;
  readonly phase: CommandPhase;
  /** The device reports no state: the broker's word is the last one. */
  readonly optimistic: boolean;
  readonly sentAt: number;
  /** Until then the handle keeps the target whatever the device reports. */
  readonly settleAt: number;
  /** No answer from then on. */
  readonly deadlineAt: number;
  /** When the command reached its last phase; null while it is under way. */
  readonly endedAt: number | null;
  /** Why it failed. */
  readonly reason: string | null;
};

/** What happens to a command. */
export type TrackerEvent =
  /** The broker has acknowledged every message of it. */
  | { readonly type: 'acknowledged' }
  /** The entity's state after a report of the device. */
  | { readonly type: 'reported'; readonly state: State }
  /** It was said again (a drag went on), perhaps with another target. */
  | { readonly type: 'published'; readonly command: Command; readonly target: State }
  | { readonly type: 'failed'; readonly reason: string }
  /** Time has passed; `state` is the entity's present one. */
  | { readonly type: 'tick'; readonly state: State };

/** A command that was just published. `now` in epoch ms. */
export function track(command: Command, target: State, optimistic: boolean, now: number): Tracked {
  const transition = transitionMs(command);
  return {
    command,
    target,
    optimistic,
    phase: 'sent',
    sentAt: now,
    settleAt: now + SETTLE_MS + transition,
    deadlineAt: now + ANSWER_MS + transition,
    endedAt: null,
    reason: null,
  };
}

/**
 * The command after an event: sent → acknowledged → confirmed, or no_answer, or failed (design,
 * "Command truth"). A device may answer before the broker's acknowledgement arrives, and after its
 * time was over: a late answer still counts.
 */
export function follow(tracked: Tracked, event: TrackerEvent, now: number): Tracked {
  switch (event.type) {
    case 'published':
      return track(event.command, event.target, tracked.optimistic, now);
    case 'failed':
      return isUnderWay(tracked) ? end(tracked, 'failed', now, event.reason) : tracked;
    case 'acknowledged':
      if (tracked.phase !== 'sent') return tracked;
      return tracked.optimistic
        ? end(tracked, 'confirmed', now)
        : { ...tracked, phase: 'acknowledged' };
    case 'reported':
      if (!isUnderWay(tracked) && tracked.phase !== 'no_answer') return tracked;
      return confirms(tracked.target, event.state) ? end(tracked, 'confirmed', now) : tracked;
    case 'tick':
      if (!isUnderWay(tracked) || now < tracked.deadlineAt) return tracked;
      // Where nothing tells there is no answer to wait for: acknowledged is all there will be.
      if (Object.keys(tracked.target).length === 0) {
        return tracked.phase === 'acknowledged' ? tracked : end(tracked, 'no_answer', now);
      }
      // A device that was already as wished may have nothing to report.
      return end(tracked, confirms(tracked.target, event.state) ? 'confirmed' : 'no_answer', now);
  }
}

/**
 * Does a reported state show all that a command wanted? An empty target is confirmed by nothing,
 * for nothing tells.
 */
export function confirms(target: State, state: State): boolean {
  const wanted = Object.entries(target);
  return wanted.length > 0 && wanted.every(([property, value]) => shows(property, value, state));
}

/** Is an answer still awaited? */
export function isUnderWay({ phase }: Tracked): boolean {
  return phase === 'sent' || phase === 'acknowledged';
}

/** Does the handle show the command's target rather than what the device reports? */
export function leads(tracked: Tracked, now: number): boolean {
  switch (tracked.phase) {
    case 'sent':
    case 'acknowledged':
      return tracked.endedAt === null;
    case 'confirmed':
      return now < tracked.settleAt;
    case 'no_answer':
    case 'failed':
      return false;
  }
}

/** The transition a command asks for, in milliseconds. */
export function transitionMs({ transition }: Command): number {
  return typeof transition === 'number' && transition > 0 ? Math.round(transition * 1000) : 0;
}

function end(
  tracked: Tracked,
  phase: CommandPhase,
  now: number,
  reason: string | null = null,
): Tracked {
  return { ...tracked, phase, endedAt: now, reason };
}
