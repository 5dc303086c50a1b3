"""Pages of en.kremlin.ru, as saved from the web, to the texts that data/kremlin-*.jsonl refers to.

Title, lead and body, a paragraph a block, white space made single; offsets count the code points
of what this writes.
"""

import argparse
import html
import re
from pathlib import Path

TITLE = re.compile(r"<h1[^>]*>(.*?)</h1>", re.S)
LEAD = re.compile(r'id="read-lead">(.*?)</div>\s*</div>', re.S)
BODY = re.compile(r'itemprop="articleBody">(.*?)(?:<div class="read__bottommeta|<div class="read__updated)', re.S)
PARAGRAPH = re.compile(r"<p[^>]*>(.*?)</p>", re.S)


def plain(markup: str) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", "", markup))).strip()


def text_of(page: str) -> str | None:
    title, lead, body = (pattern.search(page) for pattern in (TITLE, LEAD, BODY))
    if not title or not body:
        return None
    blocks = [title.group(1)]
    for part in (lead, body):
        blocks += PARAGRAPH.findall(part.group(1)) if part else []
    return "\n\n".join(filter(None, map(plain, blocks))) + "\n"


def main():
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("pages", type=Path, help="folder with ID.html")
    p.add_argument("out", type=Path, help="folder for ID.txt")
    options = p.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    for file in sorted(options.pages.glob("*.html")):
        text = text_of(file.read_text(encoding="utf-8"))
        if text:
            (options.out / f"{file.stem}.txt").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
