import type { Outcome } from '../../../shared/failure.ts';

interface Entry<T> {
  readonly opened: Promise<Outcome<T>>;
  users: number;
}

/** Keeps what was opened last for the next reader, a few at most; what is in use is not closed. */
export class FewOpen<T> {
  private readonly entries = new Map<string, Entry<T>>();
  private readonly most: number;
  private readonly open: (key: string) => Promise<Outcome<T>>;
  private readonly shut: (value: T) => Promise<void>;

  constructor(
    most: number,
    open: (key: string) => Promise<Outcome<T>>,
    shut: (value: T) => Promise<void> = async () => undefined,
  ) {
    this.most = most;
    this.open = open;
    this.shut = shut;
  }

  /** Opens what is not open yet and gives it to `work`. */
  async use<R>(key: string, work: (value: T) => Promise<Outcome<R>>): Promise<Outcome<R>> {
    const entry = this.entries.get(key) ?? { opened: this.open(key), users: 0 };
    // The newest goes to the end, so that the oldest is closed first.
    this.entries.delete(key);
    this.entries.set(key, entry);
    entry.users++;
    try {
      const opened = await entry.opened;
      return opened.ok ? await work(opened.value) : opened;
    } finally {
      entry.users--;
      await this.closeIdle(this.most);
    }
  }

  /** Closes everything; nothing may be in use. */
  async close(): Promise<void> {
    await this.closeIdle(0);
  }

  private async closeIdle(most: number): Promise<void> {
    for (const [key, { opened, users }] of this.entries) {
      if (this.entries.size <= most) return;
      if (users > 0) continue;
      this.entries.delete(key);
      const value = await opened;
      if (value.ok) await this.shut(value.value);
    }
  }
}
