'use client';

import { useState } from 'react';
import { TextField } from '../ui/TextField.tsx';
import { DoorFrame } from './DoorFrame.tsx';
import { useDoor } from './use-door.ts';

/** Signing in. */
export function LoginForm() {
  const { busy, problem, enter } = useDoor('/login');
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  return (
    <DoorFrame
      title="Welcome home"
      line="Sign in to see it."
      action="Sign in"
      busy={busy}
      problem={problem}
      onSubmit={() => enter({ email, password })}
    >
      <TextField
        label="Email"
        type="email"
        required
        autoComplete="username"
        value={email}
        onChange={(event) => setEmail(event.target.value)}
      />
      <TextField
        label="Password"
        type="password"
        required
        autoComplete="current-password"
        value={password}
        onChange={(event) => setPassword(event.target.value)}
      />
    </DoorFrame>
  );
}
