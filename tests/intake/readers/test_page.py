"""HTML and MHTML: the page's words and roles, nothing executed, nothing fetched."""

from intake import making
from intake.conftest import Read

ARTICLE = """<!doctype html><html lang="ru"><head><title>Площадь</title>
<meta property="article:published_time" content="2022-01-05T15:50:00+06:00">
<meta name="author" content="Редакция Примера">
<link rel="canonical" href="https://example.org/a"></head><body>
<nav><a href="/">Главная</a> <a href="/b">Подписка и реклама</a></nav>
<article><h1>На площади собрались люди</h1>
<p>Пятого января мы видели на площади <a href="https://example.org/q">около двухсот
человек</a>, которые спокойно стояли и разговаривали.</p>
<blockquote><p>«Мы не боялись», сказала одна из участниц по телефону.</p></blockquote>
<figure><img src="a.jpg"><figcaption>Площадь вечером</figcaption></figure>
<script>document.write("СЕКРЕТ СКРИПТА")</script>
<p>Потом приехал автобус, и люди разошлись по домам без столкновений.</p>
</article><footer>Все права защищены</footer></body></html>"""


def test_a_page_keeps_its_roles_and_loses_its_navigation(read: Read) -> None:
    content = read("a.html", ARTICLE)

    assert making.words_of(content, "heading") == ["На площади собрались люди"]
    assert making.words_of(content, "link") == ["около двухсот человек"]
    assert making.words_of(content, "caption") == ["Площадь вечером"]
    [quote] = making.words_of(content, "block_quote")
    assert quote.startswith("«Мы не боялись»")
    assert "Подписка" not in content.text


def test_scripts_are_neither_run_nor_read(read: Read) -> None:
    assert "СЕКРЕТ" not in read("a.html", ARTICLE).text


def test_what_a_page_says_of_itself_becomes_claims(read: Read) -> None:
    claims = read("a.html", ARTICLE).claims

    assert claims["published"] == "2022-01-05T15:50:00+06:00"
    assert claims["author"] == "Редакция Примера"
    assert claims["url"] == "https://example.org/a"
    assert claims["lang"] == "ru"


def test_a_page_in_a_named_eight_bit_encoding_is_read(read: Read) -> None:
    page = ARTICLE.replace("<head>", '<head><meta charset="windows-1251">')
    content = read("a.html", page.encode("cp1251"))

    assert "Потом приехал автобус" in content.text
    assert content.unread == ()


def test_a_page_whose_words_come_from_scripts_is_said(read: Read) -> None:
    content = read("a.html", "<html><body><script>render()</script></body></html>")

    assert content.text == ""
    assert "before its scripts run" in making.reasons(content)


def test_a_page_of_loose_lines_is_read_whole(read: Read) -> None:
    lines = "<br>".join(
        f"Zeile {n}: wir standen noch immer auf dem Platz." for n in range(9)
    )
    content = read("a.html", f"<html><body><div>{lines}</div></body></html>")

    assert "Zeile 0:" in content.text
    assert "Zeile 8:" in content.text


def test_a_page_nested_ten_thousand_deep_breaks_nothing(read: Read) -> None:
    content = read("a.html", "<html><body>" + "<div>" * 10_000 + "Wort")

    assert content.media_type == "text/html"


def test_the_page_inside_an_mhtml_file_is_read(read: Read) -> None:
    archive = (
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://example.org/b\r\n"
        "Subject: =?utf-8?Q?x?=\r\nDate: Wed, 5 Jan 2022 15:50:00 +0600\r\n"
        "MIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; type="text/html"; boundary="--b"\r\n\r\n'
        "----b\r\nContent-Type: text/html; charset=utf-8\r\n"
        "Content-Transfer-Encoding: 8bit\r\n\r\n"
        + ARTICLE
        + "\r\n----b\r\nContent-Type: image/png\r\n\r\nx\r\n----b--\r\n"
    )
    content = read("a.mhtml", archive)

    assert content.media_type == "multipart/related"
    assert "Потом приехал автобус" in content.text
    assert content.claims["url"] == "https://example.org/a"
    assert content.unread == ()
