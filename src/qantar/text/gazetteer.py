"""Places by any spelling: the gazetteer that is shipped with Qantar.

Data: ``data/gazetteer.tsv.gz``, built by ``training/build_gazetteer.py`` from GeoNames
(CC BY 4.0), CLDR and ``data/places.toml``. All of Kazakhstan's towns, towns of the world
with at least 100,000 people, all states, regions, some landmarks. No villages abroad and
no streets but a few: an unknown place is an answer.
"""

import gzip
import itertools
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files

from qantar.text.names import bases, langs_of_script, name_words
from qantar.text.translit import fold, fold_keys
from qantar.vocabulary.gazetteer import GazetteerPlace

__all__ = ["BuiltinGazetteer", "builtin"]

_EXACT, _FOLDED, _INFLECTED = 0, 1, 2
_OUTSIDE_PRIOR = 1.5
"""An exact name elsewhere beats an inflected one at home, and loses to a folded one."""
_KIND_ORDER = {"country": 0, "city": 1, "region": 2, "square": 3, "building": 3}
_SHORT_KEY = 3
"""Keys this short only count as written: "Wa" is not the key of VAE."""
_LONG_KEY = 6
"""From here on a folded key is enough for a town abroad."""
_MOST_WORDS = 6
_MOST_FORMS = 400
_CACHED = 1 << 16


class BuiltinGazetteer:
    """Implements ``qantar.vocabulary.gazetteer.Gazetteer`` over lines of text.

    Args:
        lines: Rows of eleven fields parted by tabs: id, name, lat, lon, kind, country,
            zone, population, inside, names and folded keys parted by ``|``. Lines
            that begin with ``#`` are notes.
    """

    def __init__(self, lines: Iterable[str]) -> None:
        self._rows: list[str] = []
        self._exact: dict[str, list[int]] = {}
        self._keys: dict[str, list[int]] = {}
        self._by_id: dict[str, int] = {}
        self._found: dict[tuple[str, tuple[str, ...]], tuple[GazetteerPlace, ...]] = {}
        exact, keys = self._exact, self._keys
        for line in lines:
            if line.startswith("#") or not line:
                continue
            head, names, folded = line.rsplit("\t", 2)
            number = len(self._rows)
            self._rows.append(head)
            self._by_id[head[: head.index("\t")]] = number
            for name in names.casefold().split("|"):
                exact.setdefault(name, []).append(number)
            for key in folded.split("|"):
                keys.setdefault(key, []).append(number)
        self._words = frozenset(
            word for key in keys if " " in key for word in key.split(" ")
        )

    def find(
        self, name: str, *, prior: Sequence[str] = ("KZ",)
    ) -> Sequence[GazetteerPlace]:
        """Places that ``name`` may mean, likeliest first.

        Looked up as written, by folded key, then with endings taken off word by
        word. A country in ``prior`` outweighs one step of that order; then states come
        before towns and large towns before small ones.
        """
        asked = (name, tuple(prior))
        if (known := self._found.get(asked)) is None:
            known = tuple(self._place(n) for n in self._ranked(name, asked[1]))
            if len(self._found) >= _CACHED:
                self._found.clear()
            self._found[asked] = known
        return known

    def get(self, place_id: str) -> GazetteerPlace | None:
        """The place with this id, or ``None``."""
        number = self._by_id.get(place_id)
        return None if number is None else self._place(number)

    def _ranked(self, name: str, prior: tuple[str, ...]) -> list[int]:
        cleaned = " ".join(name.split())
        found: dict[int, int] = {}
        for number in self._exact.get(cleaned.casefold(), ()):
            found.setdefault(number, _EXACT)
        for key in fold_keys(cleaned):
            for number in self._keys.get(key, ()) if len(key) > _SHORT_KEY else ():
                if len(key) >= _LONG_KEY or not self._is_far(number, prior):
                    found.setdefault(number, _FOLDED)
        if not found:
            for key, written in self._inflected_keys(cleaned):
                for number in self._keys.get(key, ()):
                    if self._may_be_inflected(number, written, prior):
                        found.setdefault(number, _INFLECTED)
        return sorted(found, key=lambda n: self._rank(n, found[n], prior))

    def _inflected_keys(self, name: str) -> Iterable[tuple[str, str]]:
        """Keys that ``name`` may be inflected from, with the form; likeliest first."""
        words = name.split()
        if len(words) > _MOST_WORDS:
            return
        seen: set[str] = set()
        for lang in langs_of_script(name):
            choices = [
                tuple(
                    (key, form)
                    for form in _forms(word, lang, len(words))
                    # A word that no longer name holds ends the search at once.
                    if (key := fold(form)) in self._words or len(words) == 1
                )
                for word in words
            ]
            for parts in itertools.islice(itertools.product(*choices), _MOST_FORMS):
                key = " ".join(part[0] for part in parts)
                if len(key) > 2 and key not in seen:
                    seen.add(key)
                    yield key, " ".join(part[1] for part in parts)

    def _may_be_inflected(
        self, number: int, written: str, prior: tuple[str, ...]
    ) -> bool:
        """Whether taking an ending off may lead to this place.

        Two liberties at once (an ending and a spelling) are only taken at home and for
        names of several words: among thousands of foreign towns some would fit any
        word, and foreign states stand there in every language's own spelling.
        """
        if " " in written or number in self._exact.get(written.casefold(), ()):
            return True
        if len(written) <= _SHORT_KEY:
            return False
        return not self._is_far(number, prior)

    def _is_far(self, number: int, prior: tuple[str, ...]) -> bool:
        place = self._place(number)
        return place.kind in ("city", "country") and place.country not in prior

    def _rank(
        self, number: int, how: int, prior: tuple[str, ...]
    ) -> tuple[float, int, int, int, str]:
        place = self._place(number)
        home = place.country in prior
        return (
            how + (0 if home else _OUTSIDE_PRIOR),
            prior.index(place.country) if home else 0,
            _KIND_ORDER.get(place.kind, 4),
            -place.population,
            place.id,
        )

    def _place(self, number: int) -> GazetteerPlace:
        (key, name, lat, lon, kind, country, zone, population, inside) = self._rows[
            number
        ].split("\t")
        return GazetteerPlace(
            id=key,
            name=name,
            lat=float(lat),
            lon=float(lon),
            kind=kind,
            country=country,
            zone=zone,
            population=int(population),
            inside=inside,
        )


def _forms(word: str, lang: str, words: int) -> tuple[str, ...]:
    forms = bases(word, lang)
    if words == 1 or lang != "de":
        return forms
    # "den Vereinigten Staaten": adjectives and plurals inside a longer name.
    for ending in name_words(lang).adjective_endings:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            stem = word[: -len(ending)]
            return (*forms, stem, stem + "e", stem + "er", stem + "es")
    return forms


@cache
def builtin() -> BuiltinGazetteer:
    """The gazetteer shipped with Qantar, read once (about 0.2 s)."""
    packed = files("qantar.text").joinpath("data/gazetteer.tsv.gz").read_bytes()
    return BuiltinGazetteer(gzip.decompress(packed).decode("utf-8").split("\n"))
