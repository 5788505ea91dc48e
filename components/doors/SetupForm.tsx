'use client';

import { useState } from 'react';
import { TextField } from '../ui/TextField.tsx';
import { DoorFrame } from './DoorFrame.tsx';
import { useDoor } from './use-door.ts';

/** As in lib/api/doors.ts, whose module would bring the whole schema library along. */
const MIN_PASSWORD = 10;

/** The first step of a new home: its owner, who proves to stand before the machine. */
export function SetupForm() {
  const { busy, problem, enter } = useDoor('/setup');
  const [code, setCode] = useState('');
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  return (
    <DoorFrame
      title="A new home"
      line="The setup code is on the console where Inglenook was started."
      action="Create home"
      busy={busy}
      problem={problem}
      onSubmit={() => enter({ code, name, email, password })}
    >
      <TextField
        label="Setup code"
        required
        autoComplete="one-time-code"
        autoCapitalize="characters"
        spellCheck={false}
        value={code}
        onChange={(event) => setCode(event.target.value)}
      />
      <TextField
        label="Name"
        required
        maxLength={100}
        autoComplete="name"
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
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
        minLength={MIN_PASSWORD}
        hint={`At least ${MIN_PASSWORD} characters`}
        autoComplete="new-password"
        value={password}
        onChange={(event) => setPassword(event.target.value)}
      />
    </DoorFrame>
  );
}
