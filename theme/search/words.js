// Words of Vietnamese as the index writes them: this and `congkhai/search/folding.py` say the same.
const ckWords = (() => {
  "use strict";
  const LETTER = "a-z\u00df-\u00f6\u00f8-\u024f\u0300-\u036f\u0370-\u052f\u1e00-\u1eff";
  const WORD = new RegExp(`[${LETTER}]+|[0-9]+(?:[${LETTER}](?![${LETTER}]))?`, "g");
  const MARK = /[\u0300-\u036f]/;
  const TONES = { "\u0300": 1, "\u0301": 2, "\u0309": 3, "\u0303": 4, "\u0323": 5 };
  const SHAPES = { "\u0302": 6, "\u0306": 12, "\u031b": 18 };
  const [STROKE, PLAIN, LONGEST] = [24, 48, 24];

  const fold = (word) => {
    let plain = "";
    let [tone, shape, stroke] = [0, 0, 0];
    for (const letter of word.normalize("NFD")) {
      if (letter === "đ" || letter === "ð") {
        plain += "d";
        stroke = STROKE;
      } else if (!MARK.test(letter)) plain += letter;
      tone = TONES[letter] || tone;
      shape = shape || SHAPES[letter] || 0;
    }
    plain = /^[0-9]/.test(word) ? plain.replace(/^0+(?=.)/, "") : plain.replace(/^(qu|[^aeiouy]*)y$/, "$1i");
    return plain.slice(0, LONGEST) + String.fromCharCode(PLAIN + tone + shape + stroke);
  };
  const composed = (text) => text.normalize("NFC").toLowerCase();
  const words = (text) => (composed(text).match(WORD) || []).map(fold);
  const lowered = (text) => {
    const lower = text.toLowerCase();
    return lower.length === text.length ? lower : Array.from(text, (one) => (one.toLowerCase().length === one.length ? one.toLowerCase() : one)).join("");
  };

  return { WORD, fold, composed, words, lowered };
})();
