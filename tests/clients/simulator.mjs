// SPDX-License-Identifier: Apache-2.0
// Starts a simulated vendor for a test and talks to its control interface.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

export class Simulator {
  static async start(vendor) {
    const program = process.env.ITSM_SIMULATOR;
    if (!program) throw new Error('ITSM_SIMULATOR must name the program itsm-simulator');
    const child = spawn(program, ['--vendor', vendor], { stdio: ['ignore', 'pipe', 'inherit'] });
    for await (const line of createInterface({ input: child.stdout })) {
      const match = line.match(/^listening on (http:\/\/127\.0\.0\.1:\d+)$/);
      if (match) return new Simulator(child, match[1]);
    }
    throw new Error('the simulator ended without saying where it listens');
  }

  constructor(child, address) {
    this.child = child;
    this.address = address;
  }

  async control(method, path, body) {
    const answer = await fetch(`${this.address}/_sim/${path}`, { method, body: body && JSON.stringify(body) });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} /_sim/${path}: ${answer.status} ${text}`);
    return text && JSON.parse(text);
  }

  // The exit status of the program.
  async stop() {
    this.child.kill('SIGTERM');
    const [status] = await once(this.child, 'exit');
    return status;
  }
}
