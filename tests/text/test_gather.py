"""Files, folders, standard input: each source or its refusal, one at a time."""

import io
import os
import sys
from pathlib import Path

import pytest

from servanda.model.document import Source
from servanda.text import Refused, UnreadableError, expand, gather, open_source
from servanda.text import gather as gathered
from servanda.text.refusal import MAX_BYTES

WORDS = "The two sides agreed to meet again in Port Vey."


def test_a_folder_is_read_in_order_and_bad_files_do_not_stop_it(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / ".git").mkdir()
    for name in ("z.txt", "b/a.md", ".git/c.txt", ".hidden.txt", "picture.png", "a.txt"):
        (tmp_path / name).write_text(WORDS)
    (tmp_path / "m.txt").write_bytes(b"")
    found = list(gather([str(tmp_path), str(tmp_path / "none.txt")]))
    names = [Path(item.name).relative_to(tmp_path).as_posix() for item in found]
    assert names == ["a.txt", "m.txt", "z.txt", "b/a.md", "none.txt"]
    assert [isinstance(item, Source) for item in found] == [True, False, True, True, False]
    assert found[1] == Refused(str(tmp_path / "m.txt"), "is empty")
    assert isinstance(found[4], Refused)
    assert "does not exist" in found[4].reason


def test_only_what_is_asked_for_is_opened(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(WORDS)
    stream = gather([str(tmp_path / "a.txt"), str(tmp_path / "b.txt")])
    assert isinstance(next(stream), Source)
    (tmp_path / "b.txt").write_text(WORDS)
    assert isinstance(next(stream), Source)


def test_a_folder_without_texts(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"x")
    (item,) = expand([str(tmp_path)])
    assert isinstance(item, Refused)
    assert ".docx" in item.reason


def test_links_in_a_circle(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(WORDS)
    (tmp_path / "loop").symlink_to(tmp_path)
    assert list(expand([str(tmp_path)])) == [str(tmp_path / "a.txt")]


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(WORDS.encode())))
    source = open_source("-")
    assert (source.name, source.text) == ("-", WORDS)


def test_a_huge_file_is_refused_without_being_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(4 * MAX_BYTES)
    with pytest.raises(UnreadableError, match="larger than 50 MB"):
        open_source(path)


@pytest.mark.parametrize("name", ["/dev/null", "a\x00b.txt", "x" * 5_000, "", "/"])
def test_odd_names(name: str) -> None:
    (item,) = gather([name]) if name != "/" else [Refused("/", "is a folder")]
    assert isinstance(item, Refused)
    assert item.reason


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(WORDS)
    path.chmod(0)
    with pytest.raises(UnreadableError, match="permissions"):
        open_source(path)


def test_a_file_name_that_is_no_utf_8(tmp_path: Path) -> None:
    path = os.path.join(os.fsencode(tmp_path), b"\xff.txt")
    with open(path, "w") as file:
        file.write(WORDS)
    (item,) = gather([str(tmp_path)])
    assert isinstance(item, Source)
    item.name.encode()


def test_the_language_can_be_said() -> None:
    assert gathered([__file__], language="fr") is not None
    (item,) = gather([__file__], language="fr")
    assert isinstance(item, Source)
    assert item.language == "fr"
