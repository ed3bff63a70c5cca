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

  const key = async (text) => {
    const match = /^([^\s+]{1,200})\+([0-9a-f]{8})\+([A-Za-z0-9+/]{44})\n?$/.exec(text);
    const blob = match ? strict(match[3]) : [];
    if (blob[0] !== 1) throw new Error("key");
    const id = (await ckTree.hash(ckTree.join(utf8(`${match[1]}\n`), blob))).subarray(0, 4);
    if (ckTree.hex(id) !== match[2] || isWeak(blob.subarray(1))) throw new Error("key");
    return { name: match[1], id, public: blob.subarray(1), text: text.trim() };
  };

  // The head in a note that the log's own key has signed.
  const head = async (text, signer) => {
    const at = text.lastIndexOf("\n\n");
    if (at < 0 || !text.endsWith("\n") || /[\u0000-\u0009\u000b-\u001f]/.test(text)) throw new Error("note");
    const body = text.slice(0, at + 1);
    let signed = false;
    for (const line of text.slice(at + 2, -1).split("\n")) {
      const match = /^\u2014 ([^\s+]{1,200}) ([A-Za-z0-9+/]{8,8000}={0,2})$/.exec(line);
      if (!match) throw new Error("note");
      const blob = strict(match[2]);
      if (match[1] !== signer.name || ckTree.hex(blob.subarray(0, 4)) !== ckTree.hex(signer.id)) continue;
      const known = await crypto.subtle.importKey("raw", signer.public, "Ed25519", false, ["verify"]).catch(() => {
        throw new Error("unsupported");
      });
      if (!await crypto.subtle.verify("Ed25519", known, blob.subarray(4), utf8(body))) throw new Error("signature");
      signed = true;
    }
    const [origin, size, root = ""] = body.split("\n");
    if (!signed || origin !== signer.name) throw new Error("signature");
    if (!/^(0|[1-9][0-9]{0,14})$/.test(size) || strict(root).length !== 32) throw new Error("note");
    return { size: Number(size), root: strict(root), text };
  };
  return { key, head };
})();
