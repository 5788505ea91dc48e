/** The embedded broker says here that its journal has grown; the payload is its newest number. */
export const JOURNAL_TOPIC = '$inglenook/journal';
/** The recorder says here how far it has stored the journal, so that it can be pruned. */
export const CURSOR_TOPIC = '$inglenook/recorder/cursor';
