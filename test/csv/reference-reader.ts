/**
 * A second reader, written from the text of the dialect alone (sections 3.4 and 3.5), character by character and without any care for
 * speed: the oracle of the fast one. Characters stand for bytes.
 */
export interface Reference {
  readonly rows: readonly (readonly string[])[];
  /** `code@record,line`. */
  readonly findings: readonly string[];
}

interface Scan {
  readonly broken: string | null;
  readonly defect: number;
  readonly fields: readonly string[];
  readonly next: number;
  readonly end: number;
  readonly terminated: boolean;
  readonly bareQuote: boolean;
  readonly strayReturn: boolean;
}

function scan(text: string, from: number, limit: number): Scan {
  const fields: string[] = [];
  let [bareQuote, strayReturn] = [false, false];
  const stop = from + limit;
  const broken = (code: string, defect: number): Scan => ({
    broken: code,
    defect,
    fields,
    next: 0,
    end: 0,
    terminated: false,
    bareQuote,
    strayReturn,
  });
  const done = (end: number, next: number, terminated: boolean): Scan => ({
    broken: null,
    defect: 0,
    fields,
    next,
    end,
    terminated,
    bareQuote,
    strayReturn,
  });
  const breakAt = (at: number): number => (text[at] === '\n' ? 1 : text[at] === '\r' && text[at + 1] === '\n' ? 2 : 0);
  let at = from;
  for (;;) {
    let value = '';
    if (text[at] === '"' && at <= stop) {
      at += 1;
      for (;;) {
        if (at >= stop && at < text.length) return broken('unclosed-quote', stop);
        if (at >= text.length) return text.length > stop ? broken('unclosed-quote', stop) : broken('unclosed-quote', text.length);
        if (text[at] === '"') {
          if (text[at + 1] !== '"') break;
          if (at >= stop) return broken('unclosed-quote', stop);
          at += 1;
        }
        value += text[at];
        at += 1;
      }
      at += 1;
      if (at < text.length && text[at] !== ',' && breakAt(at) === 0) return broken('text-after-quote', at);
    } else {
      while (at < text.length && text[at] !== ',' && breakAt(at) === 0) {
        if (at >= stop) return broken('record-too-long', stop);
        if (text[at] === '"') bareQuote = true;
        if (text[at] === '\r') strayReturn = true;
        value += text[at];
        at += 1;
      }
    }
    fields.push(value);
    if (at >= text.length) return done(text.length, text.length, false);
    const feed = breakAt(at);
    if (feed > 0) return at > stop ? broken('record-too-long', stop) : done(at, at + feed, true);
    if (at >= stop) return broken('record-too-long', stop);
    at += 1;
  }
}

/** Reads text whose first line is a plain header. */
export function referenceRead(text: string, limit: number): Reference {
  const columns = text.slice(0, text.indexOf('\n')).split(',');
  const rows: (readonly string[])[] = [];
  const findings: string[] = [];
  let at = text.indexOf('\n') + 1;
  let [line, records, zone] = [2, 0, 0];
  const note = (code: string, record: number): void => {
    findings.push(`${code}@${record},${line}`);
  };
  while (at < text.length) {
    const found = scan(text, at, limit);
    if (found.broken !== null) {
      records += 1;
      if (found.bareQuote) note('quote-in-unquoted', records);
      if (found.strayReturn) note('stray-cr', records);
      note(found.broken, records);
      zone = Math.max(zone, found.defect);
      const feed = text.indexOf('\n', at);
      at = feed < 0 ? text.length : feed + 1;
      line += 1;
      continue;
    }
    const content = text.slice(at, found.end);
    const lines = text.slice(at, found.next).split('\n').length - 1;
    if (content === '\u001a' && found.next === text.length) note('eof-mark', 0);
    else if (content === '' && columns.length > 1) note('blank-line', 0);
    else if (found.fields.length === columns.length && found.fields.every((field, which) => field === columns[which])) {
      note('repeated-header', 0);
      if (!found.terminated) note('no-final-newline', 0);
    } else {
      records += 1;
      if (found.bareQuote) note('quote-in-unquoted', records);
      if (found.strayReturn) note('stray-cr', records);
      if (found.fields.length !== columns.length) note('field-count', records);
      else if (at < zone && found.bareQuote) note('salvage-doubt', records);
      else {
        if (at < zone) note('salvaged', records);
        rows.push(found.fields);
      }
      if (!found.terminated) note('no-final-newline', 0);
    }
    line += lines;
    at = found.next;
  }
  return { rows, findings };
}
