"""Telegram HTML as TDLib reads it: text and entities, or the same refusal with the same byte offset.

``tests/bot/test_server_html.py`` compares this with TDLib itself (the ``tdjson`` wheel) where that is installed.
Does not find links, mentions or commands in plain text, and does not cut at 100 entities.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, NoReturn

from bot.devserver.errors import bad_request

PLAIN_TAGS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
}
TAGS = {*PLAIN_TAGS, "a", "code", "pre", "blockquote", "tg-emoji", "tg-time"}
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
"""The only named characters that Telegram decodes; ``&nbsp;`` shows as it stands."""
SPACE = " \t\r\n\0\v"
SCHEMES = ("http", "https", "ton", "tg", "tonsite")
LAST_CODE = 0x10FFFF
LONGEST_NUMBER = 10
"""Characters of a numeric reference from which on TDLib takes it for text."""

_PLAIN = re.compile(r"[^<&]+")
_SURROGATE = re.compile("[\ud800-\udfff]")
_NUMBER = re.compile(r"&#(?:x([0-9A-Fa-f]*)|([0-9]*))")
_NAME = re.compile(r"&([A-Za-z]+)")
_LINK = re.compile(r"(?:(?P<scheme>[A-Za-z][A-Za-z0-9+]*)://)?(?P<host>[^/?#\s]+)(?P<rest>[/?#]\S*)?")


@dataclass(slots=True)
class _Open:
    """A tag that waits for its end."""

    tag: str
    argument: str
    offset: int
    """UTF-16 code units before it."""
    position: int
    """Pieces of the result before it."""


def utf16_length(text: str) -> int:
    """Return the length in UTF-16 code units, in which Telegram counts."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def parse_html(source: str) -> tuple[str, list[dict[str, Any]]]:
    """Return the text and its entities as ``MessageEntity`` objects, outer ones first.

    :raises ApiError: 400 "can't parse entities: ..." with TDLib's words.
    """
    return _Parser(source).run()


def checked_link(link: str) -> str | None:
    """Return the address as Telegram keeps it, or None where it drops the link (no dot in the host, odd scheme)."""
    found = _LINK.fullmatch(link)
    if found is None:
        return None
    scheme = (found["scheme"] or "http").lower()
    host = found["host"].lower()
    if scheme not in SCHEMES or (scheme in ("http", "https") and "." not in host.rpartition("@")[2].strip(".")):
        return None
    return f"{scheme}://{host}{found['rest'] or '/'}"


class _Parser:
    """One pass over the source; ``at`` is the next character."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.text: list[str] = []
        self.offset = 0
        self.open: list[_Open] = []
        self.entities: list[dict[str, Any]] = []

    def run(self) -> tuple[str, list[dict[str, Any]]]:
        """Return text and entities of the whole source."""
        while self.at < len(self.source):
            character = self.source[self.at]
            if character == "&":
                self._add(self._character())
            elif character != "<":
                run = _PLAIN.match(self.source, self.at)
                self._add(run[0] if run is not None else character)
                self.at = run.end() if run is not None else self.at + 1
            elif self._peek(1) == "/":
                self._end_tag()
            else:
                self._start_tag()
        text = "".join(self.text)
        if self.open:
            _fail(f'Can\'t find end tag corresponding to start tag "{self.open[-1].tag}"')
        if _SURROGATE.search(text):
            _fail(
                "Text contains invalid Unicode characters after decoding HTML entities, check for unmatched "
                "surrogate code units"
            )
        for entity in self.entities:
            if entity["type"] == "code":
                entity.pop("language", None)  # only a block of code has one
        self.entities.sort(key=lambda entity: (entity["offset"], -entity["length"]))
        return text, self.entities

    def _peek(self, ahead: int = 0) -> str:
        """Return a character, or NUL behind the end as TDLib's strings have it."""
        place = self.at + ahead
        return self.source[place] if place < len(self.source) else "\0"

    def _add(self, character: str) -> None:
        self.text.append(character)
        self.offset += utf16_length(character)

    def _character(self) -> str:
        """Return the next character, a reference decoded, and move on."""
        character = self.source[self.at]
        if character == "&":
            decoded = self._reference()
            if decoded is not None:
                return decoded
        self.at += 1
        return character

    def _reference(self) -> str | None:
        found = _NUMBER.match(self.source, self.at)
        if found is not None:
            digits, base = (found[1], 16) if found[1] is not None else (found[2], 10)
            code = int(digits, base) if digits else 0
            if code == 0 or code >= LAST_CODE or found.end() - self.at >= LONGEST_NUMBER:
                return None
            decoded = chr(code)
        else:
            found = _NAME.match(self.source, self.at)
            if found is None or found[1] not in NAMED:
                return None
            decoded = NAMED[found[1]]
        self.at = found.end() + (self.source[found.end() : found.end() + 1] == ";")
        return decoded

    def _bytes(self, position: int) -> int:
        return len(self.source[:position].encode("utf-8", "surrogatepass"))

    def _start_tag(self) -> None:
        begin = self.at
        self.at += 1
        self._skip_until(SPACE + ">")
        self._need_more(begin)
        tag = self.source[begin + 1 : self.at].lower()
        if tag not in TAGS:
            _fail(f'Unsupported start tag "{tag}" at byte offset {self._bytes(begin)}')
        argument = ""
        while self._peek() != ">":
            while self.at < len(self.source) and self._peek() in SPACE:
                self.at += 1
            if self._peek() == ">":
                break
            argument = self._attribute(tag, begin) or argument
        if tag == "span" and argument != "spoiler":
            _fail(f'Tag "span" must have class "tg-spoiler" at byte offset {self._bytes(begin)}')
        self.open.append(_Open(tag, argument, self.offset, len(self.text)))
        self.at += 1

    def _attribute(self, tag: str, begin: int) -> str:
        """Return what an attribute says of its tag, empty where nothing, and move behind it."""
        start = self.at
        self._skip_until(SPACE + "=>/\"'")
        name = self.source[start : self.at].lower()
        if not name:
            _fail(f'Empty attribute name in the tag "{tag}" at byte offset {self._bytes(begin)}')
        while self.at < len(self.source) and self._peek() in SPACE:
            self.at += 1
        value = ""
        if self._peek() == "=":
            self.at += 1
            while self.at < len(self.source) and self._peek() in SPACE:
                self.at += 1
            self._need_more(begin, tag)
            value = self._value()
        self._need_more(begin, tag)
        if tag == "a" and name == "href":
            return value
        if tag == "code" and name == "class" and value.startswith("language-"):
            return value.removeprefix("language-")
        if tag == "span" and name == "class" and value.startswith("tg-"):
            return value.removeprefix("tg-")
        if tag == "blockquote" and name == "expandable":
            return "expandable"
        if (tag == "tg-emoji" and name == "emoji-id") or (tag == "tg-time" and name == "unix"):
            return value
        return ""

    def _value(self) -> str:
        quote = self._peek()
        start = self.at
        if quote not in "'\"":
            while self._peek() in ".-" or (self._peek().isascii() and self._peek().isalnum()):
                self.at += 1
            if self._peek() not in SPACE + ">":
                _fail(f"Unexpected end of name token at byte offset {self._bytes(start)}")
            return self.source[start : self.at].lower()
        self.at += 1
        value = []
        while self.at < len(self.source) and self._peek() != quote:
            value.append(self._character())
        self.at += 1
        return "".join(value)

    def _skip_until(self, ends: str) -> None:
        while self.at < len(self.source) and self.source[self.at] not in ends:
            self.at += 1

    def _need_more(self, begin: int, tag: str = "") -> None:
        if self.at >= len(self.source):
            name = f' "{tag}"' if tag else ""
            _fail(f"Unclosed start tag{name} at byte offset {self._bytes(begin)}")

    def _end_tag(self) -> None:
        begin = self.at
        if not self.open:
            _fail(f"Unexpected end tag at byte offset {self._bytes(begin)}")
        self._skip_until(SPACE + ">")
        found = self.source[begin + 2 : self.at].lower()
        while self.at < len(self.source) and self._peek() in SPACE:
            self.at += 1
        if self._peek() != ">":
            _fail(f"Unclosed end tag at byte offset {self._bytes(begin)}")
        tag = self.open[-1].tag
        if found not in ("", tag):
            _fail(
                f'Unmatched end tag at byte offset {self._bytes(begin)}, expected "</{tag}>", found "</{found}>"',
            )
        self._close(self.open.pop())
        self.at += 1

    def _close(self, tag: _Open) -> None:
        length = self.offset - tag.offset
        if length == 0:
            return
        kind: dict[str, Any] | None = None
        if tag.tag == "a":
            kind = _link(tag.argument or "".join(self.text[tag.position :]))
        elif tag.tag in ("code", "pre"):
            kind = self._code(tag, length)
        elif tag.tag == "blockquote":
            kind = {"type": "expandable_blockquote" if tag.argument else "blockquote"}
        elif tag.tag == "tg-emoji":
            kind = {"type": "custom_emoji", "custom_emoji_id": tag.argument}
        elif tag.tag == "tg-time":
            kind = {"type": "date_time", "unix_time": tag.argument}
        else:
            kind = {"type": PLAIN_TAGS[tag.tag]}
        if kind is not None:
            self.entities.append({**kind, "offset": tag.offset, "length": length})

    def _code(self, tag: _Open, length: int) -> dict[str, Any] | None:
        """Return the kind of a code tag; ``<pre><code class="language-x">`` become one block with a language."""
        last = self.entities[-1] if self.entities else None
        same = last is not None and (last["offset"], last["length"]) == (tag.offset, length)
        if tag.tag == "pre" and same and last is not None and last["type"] == "code" and last.get("language"):
            self.entities.pop()
            return {"type": "pre", "language": last["language"]}
        if tag.tag == "pre":
            return {"type": "pre"}
        return {"type": "code", "language": tag.argument} if tag.argument else {"type": "code"}


def _link(target: str) -> dict[str, Any] | None:
    user = re.fullmatch(r"tg:(?://)?user\?id=([1-9][0-9]*)", target)
    if user is not None:
        return {"type": "text_mention", "user": {"id": int(user[1]), "is_bot": False, "first_name": "?"}}
    link = checked_link(target)
    return None if link is None else {"type": "text_link", "url": link}


def _fail(what: str) -> NoReturn:
    raise bad_request(f"can't parse entities: {what}")
