import { randomBytes } from 'node:crypto';
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { installVsix, serverFolders } from './installVsix.ts';
import { obtainVsCode } from './obtainVsCode.ts';

const startLimitMs = 60_000;

export interface ServerOptions {
  /** A fresh folder for the profile, the server's data and its extensions. */
  readonly folder: string;
  /** Default: one that is free, as the system chooses it. */
  readonly port?: number;
  /** A VSIX to install before the start. */
  readonly vsix?: string | undefined;
  /** False opens the window untrusted. Default true. */
  readonly trusted?: boolean;
  /** User settings by name, over those that keep the window quiet. */
  readonly settings?: Readonly<Record<string, unknown>>;
}

/** Keeps the window still: no welcome page, no updates, no suggestions from the network. */
const quietSettings = {
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.enableExperiments': false,
  // Newer editions open a chat beside the page, which leaves it a third of a narrow window.
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'update.mode': 'none',
  'telemetry.telemetryLevel': 'off',
  'git.enabled': false,
};

/** A running VS Code server on 127.0.0.1, to be opened in a browser. */
export class VsCodeServer {
  readonly #process: ChildProcess;
  readonly #token: string;
  #port = 0;
  #log = '';

  private constructor(process: ChildProcess, token: string) {
    this.#process = process;
    this.#token = token;
  }

  /** Starts the server and waits until it listens. */
  static async start(options: ServerOptions): Promise<VsCodeServer> {
    const { node, server: script } = await obtainVsCode();
    await writeSettings(options);
    if (options.vsix !== undefined) await installVsix(options.vsix, options.folder);
    // Other users of this machine reach 127.0.0.1 too, and a window can open a terminal.
    const token = randomBytes(16).toString('hex');
    const child = spawn(node, [script, ...serverArguments(token, options)], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const server = new VsCodeServer(child, token);
    await server.#untilListening();
    return server;
  }

  /** Everything the server printed so far. */
  get log(): string {
    return this.#log;
  }

  /**
   * The address of a window on `workspace` with the extension at `extension` loaded from its folder when given, else with
   * what is installed; running the tests at `tests` (absolute path of a module that exports `run`) when given.
   */
  windowUrl(workspace: string, extension?: string, tests?: string): string {
    const remote = (path: string): string => `vscode-remote://127.0.0.1:${this.#port}${path}`;
    const payload: [string, string][] = [];
    if (extension !== undefined) payload.push(['extensionDevelopmentPath', remote(extension)]);
    if (tests !== undefined) payload.push(['extensionTestsPath', remote(tests)]);
    const query = new URLSearchParams({
      tkn: this.#token,
      folder: workspace,
      payload: JSON.stringify(payload),
    });
    return `http://127.0.0.1:${this.#port}/?${query}`;
  }

  /** Ends the server and the extension hosts it started. */
  async stop(): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const ended = new Promise((resolve) => this.#process.once('exit', resolve));
    this.#process.kill('SIGTERM');
    const killer = setTimeout(() => this.#process.kill('SIGKILL'), 5000);
    await ended;
    clearTimeout(killer);
  }

  #untilListening(): Promise<void> {
    return new Promise((resolve, reject) => {
      const fail = (reason: string): void => {
        this.#process.kill('SIGKILL');
        reject(new Error(`VS Code did not start (${reason}): ${this.#log.slice(-2000)}`));
      };
      const timer = setTimeout(fail, startLimitMs, 'no answer in a minute');
      const read = (text: Buffer): void => {
        this.#log += text.toString();
        const port = /Extension host agent listening on (\d+)/.exec(this.#log)?.[1];
        if (port === undefined || !this.#log.includes('Extension host agent started')) return;
        this.#port = Number(port);
        clearTimeout(timer);
        resolve();
      };
      this.#process.stdout?.on('data', read);
      this.#process.stderr?.on('data', read);
      this.#process.once('exit', (code) => {
        clearTimeout(timer);
        fail(`exit code ${code}`);
      });
    });
  }
}

function serverArguments(token: string, options: ServerOptions): string[] {
  const { folder, port = 0, trusted = true } = options;
  return [
    ...['--host', '127.0.0.1', '--port', String(port), '--connection-token', token],
    ...['--accept-server-license-terms', '--telemetry-level', 'off'],
    ...serverFolders(folder),
    ...(trusted ? ['--disable-workspace-trust'] : []),
  ];
}

async function writeSettings({ folder, settings }: ServerOptions): Promise<void> {
  // A window in the browser reads its user settings from the server's machine settings.
  for (const place of [
    ['user', 'User'],
    ['user', 'Machine'],
    ['server', 'data', 'Machine'],
  ]) {
    await mkdir(join(folder, ...place), { recursive: true });
    const file = join(folder, ...place, 'settings.json');
    await writeFile(file, JSON.stringify({ ...quietSettings, ...settings }));
  }
}
