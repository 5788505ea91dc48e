import { createLocalAccountIssuer } from 'better-auth';
import { randomSecret } from '../auth/secrets.ts';
import type { Database } from './connection/client.ts';

/** Whom the home belongs to: the first person in it. */
export function ownerStore({ prisma }: Pick<Database, 'prisma'>) {
  return {
    /** Whether anybody can sign in at all. */
    async exists(): Promise<boolean> {
      return (await prisma.account.count({ where: { password: { not: null } } })) > 0;
    },

    /** The person and the way to sign in, both or neither. */
    async create(owner: {
      readonly name: string;
      readonly email: string;
      readonly passwordHash: string;
    }): Promise<void> {
      const id = randomSecret(16);
      await prisma.user.create({
        data: {
          id,
          name: owner.name,
          email: owner.email.toLowerCase(),
          emailVerified: true,
          accounts: {
            create: {
              id: randomSecret(16),
              issuer: createLocalAccountIssuer('credential'),
              accountId: id,
              providerId: 'credential',
              password: owner.passwordHash,
            },
          },
        },
      });
    },
  };
}

export type OwnerStore = ReturnType<typeof ownerStore>;
