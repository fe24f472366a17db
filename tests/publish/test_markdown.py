"""A memo to paste: what it renders to is what the text says, and nothing in the text becomes markup."""

from __future__ import annotations

import io

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from servanda.model.reading import Reading
from servanda.publish.markdown import escaped, memo, write_markdown
from servanda.publish.printable import one_line

PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def quotes(reading: Reading) -> list[str]:
    tokens = PARSER.parse("\n".join(memo(reading)))
    opened = [n for n, token in enumerate(tokens) if token.type == "blockquote_open"]
    return ["".join(child.content for child in tokens[n + 2].children or []) for n in opened]


def test_every_action_is_quoted_word_for_word(round_two: Reading, press: Reading) -> None:
    assert quotes(round_two) == [c.action.text for c in round_two.commitments]
    assert quotes(press) == [c.quote.text for c in press.claims]


def test_the_memo_has_its_parts(round_two: Reading, press: Reading) -> None:
    out = io.StringIO()
    write_markdown([round_two, press], out)
    page = out.getvalue()
    for line in (
        "# Joint Communiqué - 2nd Valdoria-Marenia Dialogue on Digital Security and Maritime Affairs",
        "13. **MRN, VAL** · firm · establish · **7 September 2032**",
        "## Instruments",
        "- **extradition treaty** · under discussion · MRN, VAL",
        "   - According to: “the Northern Wire”",
        "---",
    ):
        assert line in page.splitlines()


def test_hostile_text_becomes_no_markup(hostile: Reading) -> None:
    html = PARSER.render("\n".join(memo(hostile)))
    assert "<script" not in html
    assert "<img" not in html
    assert "href" not in html
    assert quotes(hostile) == [one_line(hostile.commitments[0].action.text)]


@given(st.text(st.characters(blacklist_categories=("Cs",)), min_size=1).filter(lambda t: one_line(t) != ""))
def test_escaped_text_renders_to_itself_wherever_it_stands(text: str) -> None:
    for before in ("", "- ", "> ", "1. x ", "**", "# "):
        after = "**" if before == "**" else ""
        tokens = PARSER.parse(before + escaped(text) + after)
        inline = [child for token in tokens for child in token.children or []]
        assert all(child.type in ("text", "text_special", "strong_open", "strong_close") for child in inline), (before, inline)
