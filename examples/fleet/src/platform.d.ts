// What of the platform this Worker uses, as far as its types matter here.

export interface D1Result<Row = any> {
  results: Row[];
  meta: { changes: number; rows_read?: number; rows_written?: number };
}

export interface D1PreparedStatement {
  bind(...values: (string | number | null)[]): D1PreparedStatement;
  all<Row = any>(): Promise<D1Result<Row>>;
  first<Row = any>(): Promise<Row | null>;
  run(): Promise<D1Result>;
}

export interface D1Database {
  prepare(sql: string): D1PreparedStatement;
  /** One transaction. */
  batch(statements: D1PreparedStatement[]): Promise<D1Result[]>;
}

export interface Queue<Body> {
  send(body: Body, options?: { delaySeconds?: number }): Promise<unknown>;
  sendBatch(
    messages: Iterable<{ body: Body; delaySeconds?: number }>,
    options?: { delaySeconds?: number },
  ): Promise<unknown>;
}

export interface Message<Body> {
  readonly body: Body;
  readonly attempts: number;
  ack(): void;
  retry(options?: { delaySeconds?: number }): void;
}

export interface MessageBatch<Body> {
  readonly queue: string;
  readonly messages: readonly Message<Body>[];
}

/** A secret is text, or is kept in the platform's store. */
export type Secret = string | { get(): Promise<string> };
