"""The order of the work: from a source to a reading. The only file that knows it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path

from servanda.corpus import in_order
from servanda.lexicon.instruments import InstrumentLexicon, load_instruments
from servanda.lexicon.operators import Operators, load_operators
from servanda.lexicon.own import load_own
from servanda.lexicon.parties import PartyLexicon, load_parties
from servanda.lexicon.series import SeriesLexicon, load_series
from servanda.model.commitment import Commitment
from servanda.model.document import Source
from servanda.model.labels import DocumentKind
from servanda.model.reading import Reading
from servanda.read.cast import read_cast
from servanda.read.claims import find_claims
from servanda.read.commitments import Context, find_commitments
from servanda.read.header import read_header
from servanda.read.instruments import find_instruments
from servanda.read.meetings import find_meetings
from servanda.read.passages import Passages
from servanda.read.people import find_people
from servanda.read.tagger.weights import Weights, shipped
from servanda.text import Loaded, Refused, UnreadableError, from_bytes, from_text, load, open_source

LANGUAGES = {"en": "English"}


@dataclass(frozen=True, slots=True)
class Options:
    """What a user may say about the sources: their kind, date (EDTF) and language, and files of names of one's own."""

    kind: DocumentKind | None = None
    date: str | None = None
    language: str | None = None
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Words:
    parties: PartyLexicon
    series: SeriesLexicon
    instruments: InstrumentLexicon
    operators: Operators


@lru_cache(maxsize=4)
def _words(names: tuple[str, ...]) -> _Words:
    own = load_own([Path(name) for name in names])
    return _Words(
        load_parties().with_own(own),
        load_series().with_series(own.series),
        load_instruments().with_known(own.instruments),
        load_operators(own=own.operators),
    )


def read_source(source: Source, options: Options = Options(), *, weights: Weights | None = None) -> Reading:
    """The reading of one source, with the shipped weights or others.

    Raises `UnreadableError` when its language is not read, `LexiconError` when a file of names is malformed.
    """
    language = options.language or source.language
    if language not in LANGUAGES:
        known = ", ".join(f"{name} ({code})" for code, name in LANGUAGES.items())
        raise UnreadableError(source.name, f"is in {language_name(language)}; only {known} is read. If it is, say --language en")
    words = _words(options.names)
    cast = read_cast(source.text, words.parties)
    document = read_header(source, words.parties, kind=options.kind, date=options.date, cast=cast, series=words.series)
    passages = Passages(document.text, cast.mentions)
    instruments = find_instruments(document, cast.mentions, words.instruments, passages)
    people = find_people(document, cast.mentions, passages=passages)
    commitments: tuple[Commitment, ...] = ()
    if document.official:
        context = Context(document, passages.segments, cast, instruments, words.operators, words.parties)
        commitments = find_commitments(context, weights or shipped())
    return Reading(
        document,
        commitments=commitments,
        claims=find_claims(document, cast.mentions, passages),
        instruments=instruments,
        people=people,
        meetings=find_meetings(document, cast.mentions, people, words.parties, passages),
    )


def read_named(name: str, options: Options = Options()) -> Reading | Refused:
    """The reading of a file, web address or `-`, or why there is none."""
    try:
        return read_source(open_source(name, language=options.language), options)
    except UnreadableError as error:
        return Refused(error.name, error.reason)


def read_all(names: Iterable[str], options: Options = Options(), jobs: int = 1) -> Iterator[Reading | Refused]:
    """The readings of many sources, in order, by `jobs` processes; what cannot be read is refused and the rest goes on."""
    return in_order(partial(read_named, options=options), names, jobs)


@dataclass(frozen=True, slots=True)
class Kept:
    """A reading together with the bytes it was made of, for those who keep both."""

    loaded: Loaded
    reading: Reading


def read_loaded(loaded: Loaded, options: Options = Options()) -> Kept | Refused:
    """The reading of bytes that are at hand, or why there is none."""
    try:
        source = from_bytes(loaded.data, loaded.name, media_type=loaded.media_type, language=options.language)
        return Kept(loaded, read_source(source, options))
    except UnreadableError as error:
        return Refused(error.name, error.reason)


def read_kept(name: str, options: Options = Options()) -> Kept | Refused:
    """As `read_named`, with the bytes."""
    try:
        return read_loaded(load(name), options)
    except UnreadableError as error:
        return Refused(error.name, error.reason)


def read(source: str | os.PathLike[str], options: Options = Options()) -> Reading:
    """Read a file, a web address, or a text given as it is: a string with a line break, or one that names no file.

    Raises `UnreadableError`.
    """
    if isinstance(source, str) and not source.lower().startswith(("http://", "https://")) and ("\n" in source or not _is_file(source)):
        return read_source(from_text(source, language=options.language), options)
    return read_source(open_source(source, language=options.language), options)


def _is_file(name: str) -> bool:
    try:
        return Path(name).exists()
    except (OSError, ValueError):
        return False


def language_name(code: str) -> str:
    """The English name of a language, with its code."""
    return f"{_NAMES[code]} ({code})" if code in _NAMES else f"a language that is not read ({code})"


_NAMES = {
    "ar": "Arabic", "de": "German", "es": "Spanish", "fa": "Persian", "fr": "French", "hi": "Hindi", "id": "Indonesian", "it": "Italian",
    "ja": "Japanese", "ko": "Korean", "nl": "Dutch", "pl": "Polish", "pt": "Portuguese", "ru": "Russian", "tr": "Turkish",
    "uk": "Ukrainian", "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip
