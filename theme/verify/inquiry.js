// What a register says of a content: each answer is a tone, and lines of a word's name with what stands in its gaps.
const ckInquiry = (log) => {
  "use strict";
  // The newest of the leaves that a test takes, proved.
  const newest = async (rows, head, test) => {
    const row = rows.filter(([, leaf]) => test(leaf)).sort(([one], [other]) => one - other).pop();
    return row ? [row[0], await log.prove(row[0], row[1], head)] : null;
  };

  // What came after a leaf; `isWhole` where the entries themselves were read, and not only what the portal lists.
  const after = async (index, document, rows, head) => {
    const isWhole = log.isAmongLast(index, head);
    const found = isWhole ? await log.last(head) : rows;
    return { isWhole, later: found.filter(([at, leaf]) => at > index && leaf?.document === document) };
  };

  const openingOf = async (part, later, head) => {
    try {
      return await log.opening(part);
    } catch (error) {
      const erasure = error.message === "missing" ? await newest(later, head, (leaf) => leaf.k === "erase" && leaf.parts?.includes?.(part)) : null;
      if (!erasure) throw error;
      return { erased: erasure[1] };
    }
  };

  // What came of a version: the newest that follows on it, and the leaf that took that back. Of two such the first counts, and
  // a leaf that names another before it counts for nothing, as in a full check.
  const outcome = async (first, later, head) => {
    let [current, retraction] = [first, null];
    for (const row of later.toSorted(([one], [other]) => one - other)) {
      const [, leaf] = row;
      if (leaf?.previous !== current[0]) continue;
      if (leaf.k === "retract") retraction ??= row;
      else if (leaf.k === "correct" && leaf.version === current[1].version + 1) [current, retraction] = [row, null];
    }
    for (const row of [current, retraction]) if (row && row !== first) await log.prove(row[0], row[1], head);
    return { correction: current === first ? null : current[1], retraction: retraction?.[1] };
  };

  const standing = (isWhole, correction, retraction) => {
    if (retraction) return ["retracted", { time: retraction.t }];
    if (correction) return ["replaced", { time: correction.t, version: correction.version }];
    return isWhole ? ["newest", {}] : ["newest-listed", {}];
  };

  const tell = async ([document, index, part], digest, head) => {
    const rows = await log.history(document);
    const leaf = await log.prove(index, rows.find(([at]) => at === index)?.[1], head);
    // The hint that led here is anybody's word.
    if (!ckLeaf.publishes(leaf) || leaf.document !== document || !ckLeaf.isNumber(part) || part >= leaf.parts.length) throw log.fault("misled", "find");
    const { isWhole, later } = await after(index, document, rows, head);
    const opening = await openingOf(leaf.parts[part], later, head);
    if (opening.erased) return { tone: "waiting", lines: [["erased", { time: opening.erased.t }]] };
    // A deed is what the words of a page tell, and no content by itself.
    if (opening.sha256 !== digest || opening.role === "deed") throw log.fault("misled", "find");
    const { correction, retraction } = await outcome([index, leaf], later, head);
    const state = standing(isWhole, correction, retraction);
    const lines = [["found", { time: leaf.t, version: leaf.version, index }]];
    if (leaf.k === "import") lines.push([await log.isOfFirst(leaf, head) ? "import" : "late-import", {}]);
    if (leaf.claimed) lines.push(["claimed", { day: leaf.claimed }]);
    return { tone: correction || retraction ? "waiting" : "good", opening, index, isGone: state[0] === "retracted", lines: [...lines, state] };
  };

  // `digests` are those that a content may be known by.
  return async (digests, head) => {
    for (const digest of digests) {
      const matches = await log.find(digest);
      // The newest leaf that speaks of it.
      if (matches.length) return tell(matches.sort((one, other) => one[1] - other[1]).pop(), digest, head);
    }
    return { tone: "neutral", lines: [["not-found", {}]] };
  };
};
