"""Generated reports for measuring: invented facts in four languages, none alike.

Places and offices are real, everything said of them is drawn by a seeded generator.
"""

import random
from pathlib import Path

__all__ = ["write_corpus"]

PLACES = {
    "de": ["Almaty", "Aktau", "Oral", "Taras", "Schymkent", "Semei", "Kostanai"],
    "en": ["Almaty", "Aktau", "Oral", "Taraz", "Shymkent", "Semey", "Kostanay"],
    "ru": ["Алматы", "Актау", "Уральске", "Таразе", "Шымкенте", "Семее", "Костанае"],
    "kk": ["Алматыда", "Ақтауда", "Оралда", "Таразда", "Шымкентте", "Семейде"],
}
SENTENCES = {
    "de": [
        "Am {day}. Januar 2022 wurden in {place} nach Angaben des Innenministeriums {n} Menschen festgenommen.",
        "Gegen {hour} Uhr fiel in {place} das Internet aus, berichtete ein Bewohner.",
        "Mindestens {n} Menschen wurden verletzt, sagte eine Ärztin.",
        "Das Ministerium dementierte, dass in {place} {n} Menschen getötet wurden.",
        "In der Nacht zum {day}. Januar brannte in {place} ein Verwaltungsgebäude.",
    ],
    "en": [
        "On January {day}, 2022 police detained {n} people in {place}, the interior ministry said.",
        "The internet went down in {place} around {hour} p.m., a resident told reporters.",
        "At least {n} people were injured, a doctor said.",
        "The ministry denied that {n} people had been killed in {place}.",
        "Protesters seized a building in {place} on the night of January {day}.",
    ],
    "ru": [
        "{day} января 2022 года в {place} задержаны {n} человек, сообщило министерство внутренних дел.",
        "Около {hour} часов в {place} пропал интернет, рассказал житель.",
        "Не менее {n} человек ранены, заявила врач.",
        "Министерство опровергло гибель {n} человек в {place}.",
        "В ночь на {day} января в {place} загорелось здание администрации.",
    ],
    "kk": [
        "2022 жылғы {day} қаңтарда {place} {n} адам ұсталды, деп хабарлады Ішкі істер министрлігі.",
        "Сағат {hour}-де {place} интернет өшті, деді тұрғын.",
        "Кемінде {n} адам жараланды, деді дәрігер.",
        "Министрлік {place} {n} адам қаза тапты дегенді жоққа шығарды.",
        "{day} қаңтарға қараған түні {place} ғимарат өртенді.",
    ],
}


def write_corpus(folder: Path, count: int, *, first: int = 0, seed: int = 1) -> int:
    """Write reports ``first`` to ``first + count - 1``; gives their size in bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    written = 0
    for number in range(first, first + count):
        draw = random.Random(f"{seed}-{number}")  # noqa: S311 (no secret)
        lang = ("de", "en", "ru", "kk")[number % 4]
        lines = [f"Report {number}", ""]
        for _ in range(3):
            lines.append(
                " ".join(
                    draw.choice(SENTENCES[lang]).format(
                        day=draw.randint(1, 19),
                        hour=draw.randint(1, 11),
                        n=draw.randint(3, 9000),
                        place=draw.choice(PLACES[lang]),
                    )
                    for _ in range(4)
                )
            )
            lines.append("")
        data = "\n".join(lines).encode()
        (folder / f"{number:06d}-{lang}.txt").write_bytes(data)
        written += len(data)
    return written
