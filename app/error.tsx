'use client';

import { Button } from '@/components/ui/Button.tsx';

/** A bug of ours: said plainly, with a way on. */
export default function ErrorPage({ error, reset }: { error: Error; reset: () => void }) {
  // A part of the page that is not there any more: the server has a newer one, or is away.
  const isMissing = error.name === 'ChunkLoadError';
  return (
    <main className="mx-auto max-w-80 px-6 py-24 text-center">
      <h1 className="text-22 font-semibold">
        {isMissing ? 'This page could not be loaded' : 'Something broke in this page'}
      </h1>
      <p className="mt-2 mb-6 text-15 text-ink-2">
        {isMissing
          ? 'There is a new version, or the server does not answer. Load the page again.'
          : 'Your home goes on. Load the page again.'}
      </p>
      <div className="flex flex-wrap justify-center gap-2">
        <Button onClick={reset}>Try again</Button>
        <Button look="strong" onClick={() => window.location.reload()}>
          Reload
        </Button>
      </div>
    </main>
  );
}
