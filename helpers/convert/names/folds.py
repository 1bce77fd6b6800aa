"""Names folded: what two spellings of one name have in common.

Two names that fold alike deserve a second look; whether they mean one, no fold can tell.

>>> unformed("Kites & Sons S.A."), unformed("The Kites and Sons")
('kites sons', 'kites sons')
>>> sound("Yousef al-Haqqani") == sound("Yusuf Hakkani") == sound("يوسف حقاني")
True
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from helpers.codebook import skeleton

_TITLES = """
mr mrs ms miss mx dr prof professor sir dame lord lady hon honourable honorable the rev reverend
mullah mulla molla maulvi mawlawi maulana mawlana akhund qari ustad sheikh shaikh shaykh hajji haji
hadji al-hajj ayatollah imam senator minister president general gen brig brigadier col colonel maj
capt captain lt lieutenant sgt sergeant admiral adm amb ambassador gov governor cllr councillor
mp md phd mba qc kc obe cbe jp esq jr sr junior senior mme mlle herr frau
الشيخ شيخ الدكتور دكتور د السيد سيد الحاج مولوي ملا دكتر اقاي
"""
_FORMS = """
ltd limited inc incorporated llc llp lp plc ag gmbh kg ohg ug sa sas sarl srl sl spa bv nv oy oyj ab
asa aps as kft zrt sro doo ead eood kk lda ltda pty pte pvt co company corp corporation private
the and und et of republic kingdom state
ооо оао зао пао ао тоо и
شركة شرکت المحدودة ذمم مساهمة جمهورية مملكة
"""  # noqa: RUF001  the Cyrillic letters are meant
_SHORT = """
assoc=association assn=association dept=department univ=university intl=international
natl=national bros=brothers govt=government cttee=committee comm=committee min=ministry
organisation=organization org=organization centre=center st=saint fdn=foundation inst=institute
"""


@lru_cache(maxsize=100_000)
def plain(name: str) -> str:
    """Letters without their marks, digits and spaces.

    >>> plain("Zoë–Stone (1)")
    'zoe stone 1'
    """
    letters = unicodedata.normalize("NFD", skeleton(name).replace("-", " "))
    kept = []
    for letter in letters.replace("\u0640", "").replace("ة", "ه"):  # noqa: RUF001
        if letter.isalnum():
            kept.append(letter)
        elif unicodedata.category(letter) != "Mn":
            kept.append(" ")
    return " ".join("".join(kept).split())


def _folded(words: str) -> frozenset[str]:
    return frozenset(plain(word) for word in words.split())


TITLES, FORMS = _folded(_TITLES), _folded(_FORMS)
SHORT = dict(pair.split("=") for pair in _SHORT.split())


_CHILD_OF = _folded("bin ibn bint ben bar بن ابن بنت")


def words(name: str) -> str:
    """The words of a name, in an order of their own.

    The order of a name that says whose child one is stays: it tells father and son apart.

    >>> words("Stone Ada"), words("Omar bin Khalid")
    ('ada stone', 'omar bin khalid')
    """
    parts = plain(turned(name)).split()
    return " ".join(parts if _CHILD_OF.intersection(parts[1:-1]) else sorted(parts))


def unspaced(name: str) -> str:
    """A name of several words in one; or a name in one word."""
    return plain(name).replace(" ", "")


def turned(name: str) -> str:
    """Put what stands behind a comma in front, unless it is a title.

    >>> turned("Stone, Ada"), turned("Ada Stone, MP")
    ('Ada Stone', 'Ada Stone, MP')
    """
    family, comma, given = name.partition(",")
    is_name = comma and not set(plain(given).split()) <= TITLES
    return f"{given.strip()} {family.strip()}" if is_name and "," not in given else name


def untitled(name: str) -> str:
    """A person's name in its usual order, without titles."""
    return " ".join(word for word in plain(turned(name)).split() if word not in TITLES)


def first_and_last(name: str) -> str:
    """First and last word of a name of at least two, without titles."""
    parts = untitled(name).split()
    return f"{parts[0]} {parts[-1]}" if len(parts) > 1 else ""


def without_article(name: str) -> str:
    """The name of an organization without an article before it."""
    return plain(name).removeprefix("the ")


def unformed(name: str) -> str:
    """The name of an organization without its legal form and the smallest words."""
    return " ".join(word for word in _joined_letters(name).split() if word not in FORMS)


def unshortened(name: str) -> str:
    """As `unformed`, with words in full that are usually shortened."""
    return " ".join(SHORT.get(word, word) for word in unformed(name).split())


_DOTTED = re.compile(r"\b(?:\w\.\s?)+\w\b\.?")


def _joined_letters(name: str) -> str:
    """Write letters with points between them as one word: S.A. as SA, d.o.o. as doo."""
    return plain(_DOTTED.sub(lambda match: re.sub(r"[.\s]", "", match[0]) + " ", name))


_SMALL = {"the", "and", "of", "for", "und", "et", "de", "la"}


def initials(name: str) -> set[str]:
    """The first letters of an organization's words, as short names are made of them.

    >>> sorted(initials("Port Quince Trading Company"))
    ['pqt', 'pqtc']
    """
    parts = [word for word in plain(name).split() if word not in _SMALL]
    made = ("".join(word[0] for word in some) for some in (parts, unformed(name).split()))
    return {short for short in made if len(short) > 1}


# --- one sound in several spellings and scripts -------------------------------------------------

_ARABIC = str.maketrans(
    dict(
        zip(
            plain("ابتثجحخدذرزسشصضطظعغفقكلمنهويپچژگ"),
            "abttjhkddrzsXsdtzagfkklmnhuipXjg",
            strict=True,
        )
    )
)
_CYRILLIC = str.maketrans(
    dict(zip("абвгдезиклмнопрстуфыэієґіїў", "abvgdeziklmnoprstufieiegiiu", strict=True))
    | {"ж": "j", "х": "k", "ц": "ts", "ч": "X", "ш": "X", "щ": "X", "ъ": "", "ь": "", "ё": "io"}  # noqa: RUF001
    | {"ю": "iu", "я": "ia"}
)
_DIGRAPHS = [
    ("kh", "k"),
    ("gh", "g"),
    ("dh", "d"),
    ("th", "t"),
    ("ph", "f"),
    ("tch", "X"),
    ("ch", "X"),
    ("sch", "X"),
    ("sh", "X"),
    ("dj", "j"),
    ("zh", "j"),
    ("q", "k"),
    ("c", "k"),
    ("w", "u"),
    ("y", "i"),
    ("x", "ks"),
]
_PARTICLES = {"al", "el", "ul", "ال"}
_ARTICLE = re.compile("^ال(?=..)|^[ae]l(?=.{4})")
_PERSIAN = str.maketrans("ضذث", "ززس")  # letters that Persian speaks otherwise than Arabic


def _letters(name: str) -> str:
    """The letters of a name in one word, each sound by one letter, as far as it can be told."""
    parts = [word for word in untitled(name).split() if word not in _PARTICLES]
    text = "".join(_ARTICLE.sub("", word) for word in parts)
    text = text.translate(_ARABIC).translate(_CYRILLIC)
    for letters, one in _DIGRAPHS:
        text = text.replace(letters, one)
    return text if text.isascii() else ""


@lru_cache(maxsize=100_000)
def sound(name: str) -> str:
    """What all transcriptions of a name share: its consonants, and how it begins.

    Nothing for a name with too few of them.
    """
    text = _letters(name)
    begin = {"i": "e", "u": "o"}.get(text[:1], text[:1])
    consonants = re.sub(r"(.)\1+", r"\1", re.sub(r"[aeiou]", "", text)).removesuffix("h")
    return begin + consonants if len(consonants) > 2 or len(consonants) == 2 < len(text) - 1 else ""


def persian_sound(name: str) -> str:
    """The `sound` of a name where its letters are spoken as in Persian.

    >>> persian_sound("محمد رضایی") == persian_sound("Mohammad Rezaei")
    True
    """
    return sound(name.translate(_PERSIAN).casefold().replace("v", "u"))


def ukrainian_sound(name: str) -> str:
    """The `sound` of a name where one letter may be g or h.

    >>> ukrainian_sound("Сергій Шевченко") == ukrainian_sound("Serhii Shevchenko")
    True
    """
    return sound(name).replace("h", "g")


def form_sound(name: str) -> str:
    """The `sound` of an organization's name without its legal form.

    >>> form_sound("Ромашка ЗАО") == form_sound("Romashka LLC")
    True
    """  # noqa: RUF002  the Cyrillic letters are meant
    return sound(unformed(name))


def scripts_differ(one: str, other: str) -> bool:
    """Tell whether one of two names is in Latin letters, and the other is not."""
    return plain(one).isascii() != plain(other).isascii()


_ONE_VOWEL = [{"a", "e"}, {"e", "i"}, {"o", "u"}, {"e", "u"}]
"""Vowels that transcriptions write for each other."""


def vowels_fit(one: str, other: str) -> bool:
    """Tell whether two names of one `sound` have vowels that a transcription could exchange.

    Scripts that write few vowels, or others, fit whatever there is.

    >>> vowels_fit("Mohammed", "Muhammad"), vowels_fit("Dana Stone", "Diane Stein")
    (True, False)
    """
    if not (plain(one).isascii() and plain(other).isascii()):
        return True
    first, second = (re.findall("([aeiou])[aeiou]*", _letters(name)) for name in (one, other))
    pairs = zip(first, second, strict=False)
    return len(first) == len(second) and all(a == b or {a, b} in _ONE_VOWEL for a, b in pairs)
