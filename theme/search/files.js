// The files of an index, each fetched once and read when it is asked for.
const ckFiles = (folder, manifest) => {
  "use strict";
  // What a word that is not finished is worth; how long a file is waited for.
  const [UNFINISHED, PATIENCE] = [0.9, 30000];
  const fetched = new Map();
  const get = (path, read) => new Promise((give, refuse) => {
    setTimeout(() => refuse(new Error(`${path}: late`)), PATIENCE);
    fetch(folder + path).then((found) => {
      if (!found.ok) throw new Error(`${path}: ${found.status}`);
      return found[read]();
    }).then(give, refuse);
  });
  // What a file says, as `make` reads it; what does not come, or cannot be read, is asked for anew the next time.
  const once = (path, read, make) => {
    if (!fetched.has(path)) {
      const made = get(path, read).then(make);
      made.catch(() => fetched.delete(path));
      fetched.set(path, made);
    }
    return fetched.get(path);
  };

  // Reads numbers from `at` on, seven bits a byte; `at` says where the next one begins.
  const reader = (bytes, at = 0) => {
    const next = () => {
      let [value, shift] = [0, 0];
      for (;;) {
        const byte = bytes[next.at];
        if (byte === undefined) throw new RangeError("cut off");
        next.at += 1;
        value += (byte & 127) * 2 ** shift;
        if (byte < 128) return value;
        shift += 7;
      }
    };
    next.at = at;
    return next;
  };
  // A shard: the keys without marks, each with its entries; a list is decoded when it is asked for.
  const shard = (buffer) => {
    const bytes = new Uint8Array(buffer);
    const next = reader(bytes);
    const length = next();
    const keys = length ? new TextDecoder().decode(bytes.subarray(next.at, next.at + length)).split("\n") : [];
    next.at += length;
    const sizes = keys.map(() => next());
    let { at } = next;
    // A line that broke may have left a beginning, which nothing else tells from the whole.
    if (sizes.reduce((sum, one) => sum + one, at) !== bytes.length) throw new RangeError("cut off");
    const found = new Map();
    keys.forEach((key, place) => {
      const [plain, signs] = key.split("\t");
      const [title, label] = [signs.endsWith("t"), signs.endsWith("l")];
      const entry = { marks: title || label ? signs.slice(0, -1) : signs, title, label, list: bytes.subarray(at, at + sizes[place]) };
      at += sizes[place];
      if (found.has(plain)) found.get(plain).push(entry);
      else found.set(plain, [entry]);
    });
    return found;
  };
  const decode = (entry) => {
    if (entry.units) return entry;
    const { list } = entry;
    const next = reader(list);
    let unit = -1;
    entry.cut = list[0] === 0;
    if (entry.cut) {
      next();
      entry.total = next();
    }
    let { at } = next;
    const units = new Int32Array(list.length - at);
    let count = 0;
    while (at < list.length) {
      let [value, shift] = [0, 0];
      for (;;) {
        const byte = list[at];
        if (byte === undefined) throw new RangeError("cut off");
        at += 1;
        value |= (byte & 127) << shift;
        if (byte < 128) break;
        shift += 7;
      }
      unit += value;
      units[count] = unit;
      count += 1;
    }
    entry.units = units.subarray(0, count);
    if (!entry.cut) entry.total = count;
    return entry;
  };

  // A key begins as the one before it, as far as its capital says.
  const keysOf = (fronted) => {
    let key = "";
    return (fronted.match(/[A-Z][^A-Z]*/g) || []).map((one) => (key = key.slice(0, one.charCodeAt(0) - 65) + one.slice(1)));
  };
  // Of each segment: where its shards begin.
  const segments = manifest.segments.map((about) => ({ ...about, terms: keysOf(about.terms), pairs: keysOf(about.pairs) }));
  const total = segments.reduce((sum, one) => sum + one.documents, 0);
  // The document of each passage.
  const of = new Int32Array(segments.reduce((sum, one) => sum + one.units, 0));
  for (const { first, documents, unit, long } of segments) {
    for (let [document, passage, at] = [0, unit, 0]; document < documents; document += 1) {
      let left = 1;
      if (long[at] === document) [left, at] = [long[at + 1], at + 2];
      for (; left > 0; left -= 1, passage += 1) of[passage] = first + document;
    }
  }
  const place = (starts, key) => {
    let [low, high] = [0, starts.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (starts[middle] <= key) low = middle;
      else high = middle;
    }
    return low;
  };
  // Every entry of a key, or of keys that begin with it, in one segment; of beginnings no more than three shards.
  const entries = (segment, kind, key, unfinished) => {
    const starts = kind === "t" ? segment.terms : segment.pairs;
    const first = place(starts, key);
    const last = unfinished ? Math.min(place(starts, `${key}~`), first + 2) : first;
    const shards = [];
    for (let at = first; at <= last; at += 1) shards.push(once(`${segment.name}/${kind}${at}.txt`, "arrayBuffer", shard));
    return Promise.all(shards).then((found) => {
      const out = [];
      for (const one of found) {
        for (const entry of one.get(key) || []) out.push([decode(entry), 1, key]);
        if (unfinished) {
          for (const [other, listed] of one)
            if (other !== key && other.startsWith(key)) for (const entry of listed) out.push([decode(entry), UNFINISHED, other]);
        }
      }
      return out;
    });
  };
  const everywhere = (kind, key, unfinished) => Promise.all(segments.map((segment) => entries(segment, kind, key, unfinished)));

  const lexicon = () => Promise.all(segments.map((segment) => once(`${segment.name}/words.txt`, "text", (text) => text.split(" "))))
    .then((found) => [...new Set(found.flat())]);

  const values = (segment, chunk) => once(`${segment.name}/c${chunk}.json`, "json", (content) => {
    const out = {};
    for (const [name, { values: sets, codes }] of Object.entries(content)) {
      out[name] = (document) => {
        const code = codes.charCodeAt(document);
        return sets[code > 160 ? code - 70 : code - 35 - (code > 92 ? 1 : 0)];
      };
    }
    return out;
  });
  const valuesOf = async (documents) => {
    const files = new Map();
    const at = (document) => {
      const segment = segments.find((one) => document < one.first + one.documents);
      const own = document - segment.first;
      return [segment, Math.floor(own / manifest.chunk), own % manifest.chunk];
    };
    for (const document of documents) {
      const [segment, chunk] = at(document);
      const path = `${segment.name}/${chunk}`;
      if (!files.has(path)) files.set(path, values(segment, chunk));
    }
    const loaded = new Map(await Promise.all([...files].map(async ([path, file]) => [path, await file])));
    return (document, name) => {
      const [segment, chunk, row] = at(document);
      const column = loaded.get(`${segment.name}/${chunk}`)[name];
      return column ? column(row) : [];
    };
  };

  const record = (id) => {
    const { unit, records } = segments.find((one) => id < one.unit + one.units);
    let [at, place] = [0, id - unit];
    for (; place >= records[at + 1]; at += 2) place -= records[at + 1];
    return once(`${records[at]}/r${place}.json`, "json", (shown) => {
      if (!shown || !shown.address) throw new TypeError("no record");
      return shown;
    });
  };

  return { segments, of, total, everywhere, lexicon, valuesOf, record };
};
