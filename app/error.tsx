'use client';

import { Button } from '@/components/ui/Button.tsx';

/** A bug of ours: said plainly, with a way on. */
export default function ErrorPage({ reset }: { error: Error; reset: () => void }) {
  return (
    <main className="mx-auto max-w-80 px-6 py-24 text-center">
      <h1 className="text-22 font-semibold">Something broke in this page</h1>
      <p className="mt-2 mb-6 text-15 text-ink-2">Your home goes on. Load the page again.</p>
      <div className="flex justify-center gap-2">
        <Button onClick={reset}>Try again</Button>
        <Button look="strong" onClick={() => window.location.reload()}>
          Reload
        </Button>
      </div>
    </main>
  );
}
