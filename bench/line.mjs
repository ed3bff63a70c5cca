// A folder at the end of a slow line: each answer waits, and all share the line, packet by packet.
// `node line.mjs FOLDER h2|http/1.1 KEY CERTIFICATE` tells its port, then when an answer begins and what was sent of it, a line of JSON each; it hears `slow` and `fast`.
// Handshakes cost nothing here: both protocols are measured on a line that stands.
import { existsSync, readFileSync, statSync } from "node:fs";
import { createSecureServer } from "node:http2";
import { createServer } from "node:https";
import { extname, join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as wait } from "node:timers/promises";
import { gzipSync } from "node:zlib";

const [LATENCY, RATE, PACKET] = [400, 50, 1400]; // ms, bytes a ms, bytes
const KINDS = {
  ".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".mjs": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8", ".json": "application/json", ".txt": "text/plain; charset=utf-8", ".wasm": "application/wasm",
};
const PACKED = [".woff2", ".png", ".jpg", ".pdf", ".zip"];
// What is named by its content may be kept for ever.
const KEPT = /\?v=|\/assets\/search\/[0-9a-f]{10}\//;
const [folder, protocol, key, certificate] = process.argv.slice(2);
const say = (told) => process.stdout.write(`${JSON.stringify(told)}\n`);

let slow = false;
createInterface({ input: process.stdin }).on("line", (told) => { slow = told === "slow"; }).on("close", () => process.exit());

let free = 0;
const pass = async (packet) => {
  free = Math.max(free, performance.now()) + packet.length / RATE;
  await wait(free - performance.now());
};
const bodies = new Map();
const read = (file) => {
  if (!bodies.has(file)) {
    const body = readFileSync(file);
    bodies.set(file, PACKED.includes(extname(file)) ? body : gzipSync(body, { level: 9 }));
  }
  return bodies.get(file);
};
const found = (path) => {
  const file = join(folder, path);
  if (!existsSync(file)) return null;
  return statSync(file).isDirectory() ? found(join(path, "index.html")) : file;
};

const answer = async (request, response) => {
  const path = decodeURIComponent(request.url.split("?")[0]);
  const file = found(path);
  const body = file ? read(file) : Buffer.alloc(0);
  const status = file ? 200 : 404;
  let [isGone, sent] = [false, 0];
  response.on("close", () => { isGone = true; });
  say({ begun: path });
  if (slow) await wait(LATENCY);
  if (!isGone) {
    const heads = { "Content-Type": KINDS[extname(file || "")] || "application/octet-stream", "Content-Length": body.length };
    if (file && !PACKED.includes(extname(file))) heads["Content-Encoding"] = "gzip";
    if (KEPT.test(request.url)) heads["Cache-Control"] = "max-age=31536000, immutable";
    response.writeHead(status, heads);
  }
  const step = slow ? PACKET : Math.max(body.length, 1);
  // What nobody waits for holds nobody up.
  for (let at = 0; at < body.length && !isGone; at += step) {
    const packet = body.subarray(at, at + step);
    if (slow) await pass(packet);
    if (isGone) break;
    response.write(packet);
    sent += packet.length;
  }
  if (!isGone) response.end();
  say({ path, status, size: sent });
};

const options = { key: readFileSync(key), cert: readFileSync(certificate) };
const server = protocol === "h2" ? createSecureServer(options, answer) : createServer(options, answer);
server.listen(0, "127.0.0.1", () => say({ port: server.address().port }));
