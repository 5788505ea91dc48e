/** Where a broker is, and the login that its address carried. */
export type BrokerAddress = {
  /** Without the login. */
  readonly url: string;
  readonly login: { readonly username?: string; readonly password?: string };
};

/**
 * Takes `user:password@` out of an address. MQTT.js would do that too, but cuts at the last colon,
 * so that a password may have none.
 * @param text an absolute URL
 */
export function brokerAddress(text: string): BrokerAddress {
  const url = new URL(text);
  const { username, password } = url;
  url.username = '';
  url.password = '';
  return {
    url: url.href,
    login: {
      ...(username !== '' && { username: decode(username) }),
      ...(password !== '' && { password: decode(password) }),
    },
  };
}

/** Somebody who writes `100%` means it. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
