/** Things that are at hand, or arrive over time. */
export type Arriving<Item> = Iterable<Item> | AsyncIterable<Item>;

/** What comes of things: at once when they are at hand, a promise of it when they arrive over time. */
export type Fed<Items, Result> = Items extends AsyncIterable<unknown> ? Promise<Result> : Result;

/** Takes things in one by one, and then says what came of them. */
export interface Feed<Item, Result> {
  add(item: Item): void;
  finish(): Result;
}

/**
 * Feeds all of something that is at hand.
 *
 * @param items - What is fed.
 * @param feed - What takes it in.
 * @returns What came of it.
 */
export function feedAll<Item, Result>(items: Iterable<Item>, feed: Feed<Item, Result>): Result {
  for (const item of items) feed.add(item);
  return feed.finish();
}

/**
 * Feeds something, at once when it is at hand. What comes of it doesn't depend on when each thing came.
 *
 * @param items - What is fed.
 * @param feed - What takes it in.
 * @returns What came of it; a promise when it had to be waited for.
 */
export function feedEither<Items extends Arriving<Item>, Item, Result>(items: Items, feed: Feed<Item, Result>): Fed<Items, Result>;
export function feedEither<Item, Result>(items: Arriving<Item>, feed: Feed<Item, Result>): Result | Promise<Result> {
  return Symbol.asyncIterator in items ? feedArriving(items, feed) : feedAll(items, feed);
}

/**
 * Feeds a text in one piece, or in the pieces in which it comes.
 *
 * @param text - The text, or its pieces.
 * @param feed - What takes it in.
 * @returns What came of it; a promise when it had to be waited for.
 */
export function feedWhole<Text extends string | Arriving<string>, Result>(text: Text, feed: Feed<string, Result>): Fed<Text, Result>;
export function feedWhole<Result>(text: string | Arriving<string>, feed: Feed<string, Result>): Result | Promise<Result> {
  return typeof text === 'string' ? feedAll([text], feed) : feedEither(text, feed);
}

async function feedArriving<Item, Result>(items: AsyncIterable<Item>, feed: Feed<Item, Result>): Promise<Result> {
  for await (const item of items) feed.add(item);
  return feed.finish();
}

/** What comes of several tables: a promise when any of them arrives over time. */
export type FedAny<Tables, Result> = [Extract<Tables[keyof Tables], AsyncIterable<unknown>>] extends [never] ? Result : Promise<Result>;

/** Takes rows of several tables in, and then says what came of them. */
export interface TableFeed<Name, Item, Result> {
  add(table: Name, item: Item): void;
  finish(): Result;
}

/**
 * Feeds several tables, one after the other, at once when all of them are at hand.
 *
 * @param tables - What is fed, by name.
 * @param names - Names in order; those that are absent are passed over.
 * @param feed - What takes it in.
 * @returns What came of it; a promise when any of it had to be waited for.
 */
export function feedEach<Name extends string, Item, Tables extends { readonly [N in Name]?: Arriving<Item> }, Result>(
  tables: Tables,
  names: readonly Name[],
  feed: TableFeed<Name, Item, Result>,
): FedAny<Tables, Result>;
export function feedEach<Name extends string, Item, Result>(
  tables: { readonly [N in Name]?: Arriving<Item> },
  names: readonly Name[],
  feed: TableFeed<Name, Item, Result>,
): Result | Promise<Result> {
  const named: (readonly [Name, Arriving<Item>])[] = [];
  for (const name of names) {
    const items = tables[name];
    if (items !== undefined) named.push([name, items]);
  }
  if (named.some(([, items]) => Symbol.asyncIterator in items)) return eachArriving(named, feed);
  for (const [name, items] of named) if (!(Symbol.asyncIterator in items)) for (const item of items) feed.add(name, item);
  return feed.finish();
}

async function eachArriving<Name, Item, Result>(
  named: readonly (readonly [name: Name, items: Arriving<Item>])[],
  feed: TableFeed<Name, Item, Result>,
): Promise<Result> {
  for (const [name, items] of named) {
    if (Symbol.asyncIterator in items) for await (const item of items) feed.add(name, item);
    else for (const item of items) feed.add(name, item);
  }
  return feed.finish();
}

/** Takes one value, or several one by one. */
export interface ValueFeed<Result> extends Feed<unknown, Result> {
  /** Takes an input that is one value: an object, a list or a text. */
  whole(input: unknown): void;
}

/**
 * Feeds a value: as it is when it is a text, a list or an object; item by item when it gives its items over time or one by one.
 *
 * @param input - Any value.
 * @param feed - What takes it in.
 * @returns What came of it; a promise when it had to be waited for.
 */
export function feedValue<Input, Result>(input: Input, feed: ValueFeed<Result>): Fed<Input, Result>;
export function feedValue<Result>(input: unknown, feed: ValueFeed<Result>): Result | Promise<Result> {
  if (isArriving(input)) return feedArriving(input, feed);
  if (isIterable(input)) return feedAll(input, feed);
  feed.whole(input);
  return feed.finish();
}

function isArriving(input: unknown): input is AsyncIterable<unknown> {
  return typeof input === 'object' && input !== null && Symbol.asyncIterator in input;
}

function isIterable(input: unknown): input is Iterable<unknown> {
  return typeof input === 'object' && input !== null && !Array.isArray(input) && Symbol.iterator in input;
}
