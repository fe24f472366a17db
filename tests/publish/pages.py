"""What every page must keep: it loads nothing, runs only its own script and style, and every link leads somewhere on it."""

from __future__ import annotations

import base64
import hashlib
import re

from lxml import html


def sound(source: str) -> html.HtmlElement:
    """The page as a tree, when it keeps to all of that."""
    page = html.fromstring(source)
    policy = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert policy.startswith("default-src 'none'; ")
    for tag, directive in (("script", "script-src"), ("style", "style-src")):
        inside = re.findall(f"<{tag}>(.*?)</{tag}>", source, re.DOTALL)
        assert len(inside) == len(page.xpath(f"//{tag}")) == 1
        digest = base64.b64encode(hashlib.sha256(inside[0].encode()).digest()).decode()
        assert f"{directive} 'sha256-{digest}'" in policy
    assert not page.xpath("//@src | //@style | //link | //img | //iframe | //object | //form | //base")
    assert not [name for element in page.iter() for name in element.attrib if name.startswith("on")]
    assert "url(" not in source
    assert "@import" not in source
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert set(page.xpath("//@href")) <= {f"#{name}" for name in ids}
    assert page.xpath("//html/@lang") == ["en"]
    assert len(page.xpath("//main")) == len(page.xpath("//h1")) == 1
    assert page.xpath("//body/a[@class='skip']/@href")[0][1:] in ids
    return page
