"""Text -> word pieces and words, with their code-point offsets and surface features.

The encoder reads the pieces of BERT's uncased WordPiece. Everything that is decided is decided a
*word* at a time, a word being a piece and the `##` pieces that continue it: "U.S." is four words.
The uncased vocabulary forgets case and the pieces forget layout, so each word also carries its
shape, whether it stands in a quotation, and whether it opens a paragraph.

src/attribute/encoder/words.rs computes the same; `fixture.py` writes what its test compares with.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

CLS, SEP = 101, 102

# Shapes. Only ASCII digits count as figures, so that any language's library agrees.
LOWER, CAPITAL, UPPER, FIGURE, SYMBOL, OTHER = 1, 2, 3, 4, 5, 6
SHAPES = 7

# Where a word stands to a quotation in double quotation marks.
OUTSIDE, INSIDE, OPENS, CLOSES = 0, 1, 2, 3
QUOTE_STATES = 4


def load_tokenizer(minilm: Path) -> Tokenizer:
    tokenizer = Tokenizer.from_file(str(minilm / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def shape(word: str) -> int:
    if all("0" <= c <= "9" for c in word):
        return FIGURE
    letters = [c for c in word if c.isalpha()]
    if not letters:
        return SYMBOL
    upper = [c.isupper() for c in letters]
    if not any(upper):
        return LOWER
    if all(upper) and len(letters) > 1:
        return UPPER
    return CAPITAL if upper[0] else OTHER


@dataclass
class Words:
    """A text cut into pieces and words; arrays run over words unless said otherwise."""

    pieces: np.ndarray  # vocabulary ids, over pieces
    first: np.ndarray  # index of the word's first piece
    start: np.ndarray  # code points into the text
    end: np.ndarray
    shape: np.ndarray
    quote: np.ndarray
    opens: np.ndarray  # 1 where the word is the first of its line

    def __len__(self) -> int:
        return len(self.first)


def cut(text: str, tokenizer: Tokenizer) -> Words:
    encoding = tokenizer.encode(text, add_special_tokens=False)
    first, start, end = [], [], []
    for i, (token, (a, b)) in enumerate(zip(encoding.tokens, encoding.offsets)):
        if token.startswith("##") and first:
            end[-1] = b
        else:
            first.append(i)
            start.append(a)
            end.append(b)
    n = len(first)
    shapes, quote, opens = (np.zeros(n, np.int64) for _ in range(3))
    quoted, last = False, 0
    for k in range(n):
        word, gap = text[start[k] : end[k]], text[last : start[k]]
        last = end[k]
        new_line = k == 0 or "\n" in gap
        # A quotation mark forgotten in one paragraph must not turn the rest of the article inside out.
        if new_line:
            quoted = False
        if word == "“" or (word == '"' and not quoted):
            quote[k], quoted = OPENS, True
        elif word == "”" or word == '"':
            quote[k], quoted = CLOSES, False
        else:
            quote[k] = INSIDE if quoted else OUTSIDE
        shapes[k] = shape(word)
        opens[k] = new_line
    ints = lambda xs: np.array(xs, np.int64)
    return Words(ints(encoding.ids), ints(first), ints(start), ints(end), shapes, quote, opens)
