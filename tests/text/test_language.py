"""The language of a text: most of it decides, capitals and names do not."""

import json
from pathlib import Path

import pytest

from servanda.text import language_of

SHARED = Path(__file__).parents[3] / "shared"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("They met.", "en"),
        ("Joint Communiqué", "en"),
        ("JOINT STATEMENT OF THE MINISTERS OF ALDORIA AND BRENNIA ON THE GRAIN TRADE", "en"),
        ("Present: Ondrej Vey, Marek Tamsin, Jean-Luc Orel, Karin Østby, Núria Calvet, and the members of their delegations.", "en"),
        ("12345 ---", "en"),
        ("Les deux parties ont décidé de renforcer leur coopération.", "fr"),
        ("LES DEUX PARTIES ONT DÉCIDÉ DE RENFORCER LEUR COOPÉRATION", "fr"),
        ("Las partes acordaron celebrar la próxima reunión en Puerto Vey.", "es"),
        ("双方同意加强合作，并于明年举行下一轮会议。", "zh"),
        ("雙方同意加強合作,並於明年舉行下一輪會議。", "zh"),
        ("Стороны договорились провести следующую встречу", "ru"),
        ("اتفق الطرفان على عقد الاجتماع المقبل", "ar"),
    ],
)
def test_short_texts(text: str, code: str) -> None:
    assert language_of(text) == code


def test_the_greater_part_decides() -> None:
    english = "The two sides agreed to meet again next year. " * 10
    french = "Les deux parties sont convenues de se réunir à nouveau l'année prochaine. " * 10
    assert language_of(english * 3 + french) == "en"
    assert language_of(french * 3 + english) == "fr"


def test_every_labelled_english_text_is_english() -> None:
    folder = SHARED / "gold" / "texts"
    if not folder.is_dir():
        pytest.skip("the shared labelled texts are not here")
    wrong = [path.name for path in sorted(folder.glob("*.txt")) if language_of(path.read_text("utf-8")) != "en"]
    assert wrong == []


def test_the_corpus_is_in_the_languages_its_index_says() -> None:
    index = SHARED / "corpus" / "index.jsonl"
    if not index.is_file():
        pytest.skip("the shared corpus is not here")
    wrong = []
    for line in index.read_text("utf-8").splitlines():
        entry = json.loads(line)
        path = SHARED / "corpus" / "texts" / f"{entry['id']}.txt"
        if path.is_file() and language_of(path.read_text("utf-8")) != entry["language"][:2]:
            wrong.append(entry["id"])
    assert wrong == []
