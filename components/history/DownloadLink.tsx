import { Icon } from '../ui/Icon.tsx';

type Props = { entities: readonly string[]; from: number; to: number };

/** Every reading of what is shown, as a CSV file; the browser saves it while it is made. */
export function DownloadLink({ entities, from, to }: Props) {
  const query = new URLSearchParams(entities.map((id) => ['entity', id]));
  query.set('from', new Date(from).toISOString());
  query.set('to', new Date(to).toISOString());
  return (
    <a
      href={`/api/v1/export?${query}`}
      download
      className="flex min-h-11 items-center gap-1.5 self-end rounded-control px-2.5 text-13 text-ink-2"
    >
      <Icon name="download-simple" size={18} />
      Download CSV
    </a>
  );
}
