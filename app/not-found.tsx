import { Empty } from '@/components/ui/Empty.tsx';

/** A page that is not there. */
export default function NotFound() {
  return (
    <main className="px-4">
      <h1 className="sr-only">Not found</h1>
      <Empty sentence="There is no such page." action={{ label: 'Go home', href: '/' }} />
    </main>
  );
}
