import type { MetadataRoute } from 'next';

/** What makes the app installable. */
export default function manifest(): MetadataRoute.Manifest {
  return {
    id: '/',
    name: 'Inglenook',
    short_name: 'Inglenook',
    description: 'Your home, live.',
    start_url: '/',
    scope: '/',
    display: 'standalone',
    background_color: '#0d0f15',
    theme_color: '#0d0f15',
    categories: ['utilities', 'lifestyle'],
    icons: [
      { src: '/icons/icon-192.png', sizes: '192x192', type: 'image/png', purpose: 'any' },
      { src: '/icons/icon-512.png', sizes: '512x512', type: 'image/png', purpose: 'any' },
      { src: '/icons/maskable-192.png', sizes: '192x192', type: 'image/png', purpose: 'maskable' },
      { src: '/icons/maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
    ],
  };
}
