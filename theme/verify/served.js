// The files of a register as they are served; what goes wrong is an error whose message is its kind, with the path.
const ckServed = (folder) => {
  "use strict";
  const fetched = new Map();
  const fault = (kind, path) => Object.assign(new Error(kind), { path });
  // Tiles never change; what else there is must not be older than the head.
  const ask = async (path) => {
    const answer = await fetch(folder + path, { cache: path.startsWith("tile/") ? "default" : "no-cache" }).catch(() => null);
    if (!answer) throw fault("network", path);
    if (answer.status === 404 || answer.status === 410) throw fault("missing", path);
    if (!answer.ok) throw fault("network", path);
    return new Uint8Array(await answer.arrayBuffer().catch(() => { throw fault("network", path); }));
  };
  const bytes = (path) => {
    if (!fetched.has(path)) fetched.set(path, ask(path));
    return fetched.get(path);
  };
  const text = async (path) => {
    const found = await bytes(path);
    try {
      return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(found);
    } catch {
      throw fault("damaged", path);
    }
  };
  const json = async (path) => {
    const found = await text(path);
    try {
      return JSON.parse(found);
    } catch {
      throw fault("damaged", path);
    }
  };
  return { bytes, text, json, fault };
};
