"""Writes what the test of src/attribute/encoder/words.rs compares with: the reference tokeniser's cuts."""

import argparse
import json
from pathlib import Path

from words import cut, load_tokenizer

TEXTS = (
    "Café “naïve” — he said: 'No.'\r\n\r\nSecond ½ line… “open\nforgotten\" and \"straight\" marks",
    "cafe\u0301s re\u0301sume\u0301s of Franc\u0327ois, na\u0308ive",
    "🙂 emoji👍🏽 中文字 ABC don’t U.S. $5m 1,234.5 McCain NATO O’Neil iPhone",
    "Ünïcödé ÀÉ İstanbul ẞß ﬁ ŉ ŒUVRE 𝐁𝐨𝐥𝐝 ﬀ Ⅷ ª ² ǅ ῼ",
    "a\u200bb\u00a0c\u2028d \ufeffBOM start\u0000\ufffd end",
    "«Guillemets», „low“ and ‘single’ ones; " + "x" * 150,
    "हिन्दी ไทย עברית العربية 한국어 Ελληνικά Русский",
)


def main():
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--minilm", type=Path, required=True)
    p.add_argument("--out", type=Path, required=True)
    options = p.parse_args()
    tokenizer = load_tokenizer(options.minilm)
    with open(options.out, "w", encoding="utf-8") as out:
        for text in TEXTS:
            words = cut(text, tokenizer)
            record = {"text": text} | {k: [int(x) for x in v] for k, v in vars(words).items()}
            out.write(json.dumps(record, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
