'use client';

import type { AnchorHTMLAttributes, MouseEvent } from 'react';
import { navigate } from '@/lib/browser/page/location.ts';

type Props = AnchorHTMLAttributes<HTMLAnchorElement> & { href: string };

/** A link within the app: it moves without asking the server, so it works when that is away. */
export function Link({ href, onClick, ...rest }: Props) {
  function follow(event: MouseEvent<HTMLAnchorElement>) {
    onClick?.(event);
    const asks = event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
    if (event.defaultPrevented || event.button !== 0 || asks) return;
    event.preventDefault();
    navigate(href);
    window.scrollTo(0, 0);
  }
  return <a href={href} onClick={follow} {...rest} />;
}
