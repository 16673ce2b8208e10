// SPDX-License-Identifier: Apache-2.0
// Judges deliveries with the library that the makers of Standard Webhooks publish: a line {secret, headers, body} on
// standard input, a line on standard output with the payload, or with why it is refused.
import readline from 'node:readline';
import { Webhook } from 'standardwebhooks';

for await (const line of readline.createInterface({ input: process.stdin })) {
  const { secret, headers, body } = JSON.parse(line);
  try {
    console.log(JSON.stringify({ payload: new Webhook(secret).verify(body, headers) }));
  } catch (refused) {
    console.log(JSON.stringify({ refused: refused.message }));
  }
}
