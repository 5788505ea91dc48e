import type { NextConfig } from 'next';

const config: NextConfig = {
  // `npm run check` looks at the types of everything; a homeowner's start need not.
  typescript: { ignoreBuildErrors: true },
  typedRoutes: true,
  poweredByHeader: false,
  reactStrictMode: true,
  // A lockfile further up must not make Next look for the project there.
  outputFileTracingRoot: import.meta.dirname,
  turbopack: { root: import.meta.dirname },
  // Loaded by Node as they are: native code, or kept by the custom server and not by pages.
  serverExternalPackages: [
    '@node-rs/argon2',
    '@prisma/adapter-better-sqlite3',
    '@prisma/client',
    'aedes',
    'better-auth',
    'better-sqlite3',
    'mqtt',
    'pino',
    'ws',
  ],
};

export default config;
