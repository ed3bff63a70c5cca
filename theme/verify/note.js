// Signed notes, heads and keys (C2SP signed-note, tlog-checkpoint); whatever is written in a second way is refused.
const ckNote = (() => {
  "use strict";
  const bytes = (text) => Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
  // Only the one text that some bytes have in base64.
  const strict = (text) => {
    try {
      const found = bytes(text);
      if (btoa(String.fromCharCode(...found)) === text) return found;
    } catch {
      // Not base64 at all.
    }
    throw new Error("note");
  };
  const utf8 = (text) => new TextEncoder().encode(text);

  // The y of the points whose order divides 8: for such a key anybody can make a signature.
  const WEAK = new Set([
    "00".repeat(32),
    `01${"00".repeat(31)}`,
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    ...["ec", "ed", "ee"].map((first) => `${first}${"ff".repeat(30)}7f`),
  ]);
  const isWeak = (point) => WEAK.has(ckTree.hex(point.map((byte, at) => (at === 31 ? byte & 0x7f : byte))));

  // Of a log, or of a witness, which signs in another way.
  const [LOG, WITNESS] = [1, 4];
  const key = async (text, kind = LOG) => {
    const match = /^([^\s+]{1,200})\+([0-9a-f]{8})\+([A-Za-z0-9+/]{44})\n?$/.exec(text);
    const blob = match ? strict(match[3]) : [];
    if (blob[0] !== kind) throw new Error("key");
    const id = (await ckTree.hash(ckTree.join(utf8(`${match[1]}\n`), blob))).subarray(0, 4);
    if (ckTree.hex(id) !== match[2] || isWeak(blob.subarray(1))) throw new Error("key");
    return { name: match[1], id, public: blob.subarray(1), text: text.trim() };
  };

  // What a note says, and the bytes of the lines that a key has signed.
  const parse = (text) => {
    const at = text.lastIndexOf("\n\n");
    if (at < 0 || !text.endsWith("\n") || /[\u0000-\u0009\u000b-\u001f]/.test(text)) throw new Error("note");
    const lines = text.slice(at + 2, -1).split("\n").map((line) => {
      const match = /^\u2014 ([^\s+]{1,200}) ([A-Za-z0-9+/]{8,8000}={0,2})$/.exec(line);
      if (!match) throw new Error("note");
      return [match[1], strict(match[2])];
    });
    const by = ({ name, id }) => lines.filter(([other, blob]) => other === name && ckTree.hex(blob.subarray(0, 4)) === ckTree.hex(id)).map(([, blob]) => blob.subarray(4));
    return { body: text.slice(0, at + 1), by };
  };
  const refuseUnsigned = async (signer, signature, content) => {
    const known = await crypto.subtle.importKey("raw", signer.public, "Ed25519", false, ["verify"]).catch(() => {
      throw new Error("unsupported");
    });
    if (!await crypto.subtle.verify("Ed25519", known, signature, content)) throw new Error("signature");
  };

  const isBy = (text, signer) => parse(text).by(signer).length > 0;

  // The head in a note that the log's own key has signed.
  const head = async (text, signer) => {
    const { body, by } = parse(text);
    const signatures = by(signer);
    for (const signature of signatures) await refuseUnsigned(signer, signature, utf8(body));
    const signed = signatures.length > 0;
    const [origin, size, root = ""] = body.split("\n");
    if (!signed || origin !== signer.name) throw new Error("signature");
    if (!/^(0|[1-9][0-9]{0,14})$/.test(size) || strict(root).length !== 32) throw new Error("note");
    return { size: Number(size), root: strict(root), text };
  };

  // When each of these witnesses has signed a head (C2SP tlog-cosignature), in seconds: her clock, the earliest first.
  const seenBy = async (text, witnesses) => {
    const { body, by } = parse(text);
    const found = [];
    for (const witness of witnesses) {
      for (const blob of by(witness)) {
        if (blob.length < 8) throw new Error("signature");
        const time = new DataView(blob.buffer, blob.byteOffset).getBigUint64(0);
        await refuseUnsigned(witness, blob.subarray(8), utf8(`cosignature/v1\ntime ${time}\n${body}`));
        // Whatever a witness writes, a screen has dates only so far.
        found.push({ name: witness.title, time: Math.min(Number(time), 253370764799) });
      }
    }
    return found.sort((one, other) => one.time - other.time);
  };
  // Witnesses by their keys as text, each with the name that the portal gives her.
  const witnesses = (rows) => Promise.all(rows.map(async ([text, title]) => ({ ...await key(text, WITNESS), title })));
  return { key, head, isBy, seenBy, witnesses };
})();
