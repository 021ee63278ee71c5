"""What a time counts from: the day the story has reached, else the document's."""

from datetime import date, datetime

import pytest

from qantar.text.times import read_story, read_times

WRITTEN = date(2023, 4, 20)


def values(
    language: str,
    text: str,
    document: date | datetime = WRITTEN,
    anchor: str | None = None,
) -> list[str]:
    found = read_times(
        text,
        language=language,
        document_time=document,
        zone="Asia/Almaty",
        anchor=anchor,
    )
    return [mention.when.value for mention in found]


def evening(day: str) -> str:
    return f"{day}T18:00+06:00~/{day}T22:00+06:00~"


def night(first: str, last: str) -> str:
    return f"{first}T22:00+06:00~/{last}T06:00+06:00~"


SAME_EVENING = [
    ("de", "Am 9. März kam der Bote. Am gleichen Abend brannte Licht."),
    ("de", "Am 9. März kam der Bote. An diesem Abend brannte Licht."),
    ("en", "The messenger came on 9 March. That same evening a lamp was lit."),
    ("ru", "9 марта пришёл посыльный. В тот же вечер горел свет."),
    ("ru", "9 марта пришёл посыльный. Тем вечером горел свет."),
    ("kk", "9 наурызда хабаршы келді. Сол күні кешкісін шам жанды."),
]


@pytest.mark.parametrize(("language", "text"), SAME_EVENING)
def test_the_same_evening_is_that_of_the_day_told_last(
    language: str, text: str
) -> None:
    assert values(language, text)[1] == evening("2023-03-09")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Am 9. März kam der Bote. 2014 war er fortgezogen. Am Abend ging er."),
        ("en", "He came on 9 March. In 2014 he had left. In the evening he went."),
        ("ru", "9 марта он пришёл. В 2014 году он уезжал. Вечером он ушёл."),
        ("kk", "9 наурызда ол келді. 2014 жылы ол көшкен. Кешке ол кетті."),
    ],
)
def test_a_year_that_looks_back_does_not_end_the_day_told_before(
    language: str, text: str
) -> None:
    assert values(language, text)[-1] == evening("2023-03-09")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Am 9. März kam der Bote. Heute schweigt er. Am Abend ging er."),
        ("en", "He came on 9 March. Today he is silent. In the evening he went."),
        ("ru", "9 марта он пришёл. Сегодня он молчит. Вечером он ушёл."),
        ("kk", "9 наурызда ол келді. Бүгін ол үндемейді. Кешке ол кетті."),
    ],
)
def test_the_writers_today_does_not_move_a_story_of_weeks_ago(
    language: str, text: str
) -> None:
    assert values(language, text)[-1] == evening("2023-03-09")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Am 9. März kam er. Bis Freitag blieb er. Am Abend ging er."),
        ("en", "He came on 9 March. Until Friday he stayed. In the evening he went."),
        ("ru", "9 марта он пришёл. Он остался до пятницы. Вечером он ушёл."),
        ("kk", "9 наурызда ол келді. Жұмаға дейін қалды. Кешке ол кетті."),
    ],
)
def test_a_bound_does_not_move_the_story(language: str, text: str) -> None:
    assert values(language, text)[-1] == evening("2023-03-09")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Am 9. März kam er. Sie ist am 3. Mai 1990 geboren. Am Abend ging er."),
        ("en", "He came on 9 March. She was born on 3 May 1990. In the evening he went."),
        ("ru", "9 марта он пришёл. Она родилась 3 мая 1990 года. Вечером он ушёл."),
        ("kk", "9 наурызда ол келді. Ол 1990 жылғы 3 мамырда туған. Кешке ол кетті."),
    ],
)  # fmt: skip
def test_a_birthday_does_not_move_the_story(language: str, text: str) -> None:
    assert values(language, text)[-1] == evening("2023-03-09")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Am 9. März kam er. In der Nacht war es still. Um 4 Uhr klopfte es."),
        ("en", "He came on 9 March. At night it was quiet. At 4:00 they knocked."),
        ("ru", "9 марта он пришёл. Ночью было тихо. В 4:00 постучали."),
        ("kk", "9 наурызда ол келді. Түнде тыныш болды. Сағат 4:00-де қақты."),
    ],
)
def test_after_a_night_the_next_day_has_begun(language: str, text: str) -> None:
    told = values(language, text)

    assert told[1:] == [night("2023-03-09", "2023-03-10"), "2023-03-10T04:00+06:00"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "In der Nacht zum 9. März brannte es. In dieser Nacht schlief niemand."),
        ("en", "Overnight into 9 March it burned. That night nobody slept."),
        ("ru", "В ночь на 9 марта горело. Той ночью никто не спал."),
        ("kk", "9 наурызға қараған түні өрт болды. Сол түні ешкім ұйықтамады."),
    ],
)
def test_that_night_is_the_night_told_before(language: str, text: str) -> None:
    assert values(language, text) == [night("2023-03-08", "2023-03-09")] * 2


def test_an_hour_past_midnight_follows_the_evening_told_before() -> None:
    text = "Am 9. März um 22 Uhr kam er. Um 2 Uhr ging er."

    assert values("de", text)[1] == "2023-03-10T02:00+06:00"


def test_what_lasts_until_an_hour_ends_after_it_began() -> None:
    text = "Am 9. März um 14.30 Uhr wurde er geholt und bis Mitternacht festgehalten."

    assert values("de", text)[1] == "2023-03-10T00:00+06:00"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Seit 23 Uhr fielen Schüsse."),
        ("en", "Since 11 pm there were shots."),
        ("ru", "С 23:00 стреляли."),
        ("kk", "Сағат 23:00-ден бері оқ атылды."),
    ],
)
def test_an_hour_that_has_not_come_yet_was_yesterday(language: str, text: str) -> None:
    written = datetime.fromisoformat("2023-03-10T03:00+06:00")

    assert values(language, text, written) == ["2023-03-09T23:00+06:00"]


def test_a_weekday_tells_the_year_of_its_date() -> None:
    assert values("en", "Burial: Saturday, 13 May.") == ["2023-05-13"]
    assert values("de", "Beerdigung: Samstag, 13. Mai.") == ["2023-05-13"]


def test_years_on_are_counted_from_the_year_told() -> None:
    text = "1986 жылы ол студент болған. Отыз жылдан кейін кездестік."

    assert values("kk", text) == ["1986", "2016~"]


def test_an_aside_counts_from_the_story_and_does_not_move_it() -> None:
    text = "Am 9. März kam er.\nFoto: 2. Februar, morgens.\nAm Abend ging er."
    start, end = text.index("Foto"), text.index("Am Abend")
    told = read_story(
        text,
        language="de",
        document_time=WRITTEN,
        zone="Asia/Almaty",
        asides=[(start, end)],
    )

    assert told.times[-1].when.value == evening("2023-03-09")
    assert told.anchor == "2023-03-09"


def test_a_story_goes_on_from_its_anchor() -> None:
    assert values("de", "Am Abend ging er.", anchor="2023-03-09") == [
        evening("2023-03-09")
    ]


def test_a_relative_time_without_a_document_is_told_as_unread() -> None:
    told = read_story("Gestern kam er.", language="de")

    assert told.times == ()
    (unread,) = told.unread
    assert (unread.what, unread.start, unread.end) == ("time", 0, 7)
    assert "when the document was made" in unread.reason


def test_a_day_of_no_calendar_is_told_as_unread() -> None:
    told = read_story("Am 31. Juni 2022 kam er.", language="de", document_time=WRITTEN)

    assert told.times == ()
    assert "no calendar" in told.unread[0].reason


STATEMENTS = [
    (
        "de",
        "Protokoll vom 20. Januar 2022. Zeuge M., geb. 3. Mai 1990. Ich kam "
        "am 4. Januar abends in die Stadt. Am nächsten Tag, es war ein "
        "Mittwoch, hörte ich gegen 15 Uhr Schüsse. Eine Stunde später lag "
        "ein Mann vor dem Haus. Bis 18 Uhr kam kein Arzt. In jener Nacht "
        "schlief ich nicht. Am 6. war das Netz weg und blieb es fünf Tage "
        "lang. Mitte Januar sah ich seinen Namen in einer Liste. Vor zwei "
        "Jahren hatte ich ihn noch auf einer Hochzeit getroffen. Wann er "
        "starb? Am selben Abend, glaube ich, spätestens um Mitternacht.",
    ),
    (
        "en",
        "Statement of 20 January 2022. Witness M., born 3 May 1990. I came "
        "to town on the evening of 4 January. The next day, a Wednesday, I "
        "heard shots around 3 pm. An hour later a man was lying in front of "
        "the house. No doctor came until 6 pm. That night I did not sleep. "
        "On the 6th the network was gone and stayed gone for five days. In "
        "mid-January I saw his name on a list. Two years ago I had met him "
        "at a wedding. When did he die? That same evening, I think, by "
        "midnight at the latest.",
    ),
    (
        "ru",
        "Объяснение от 20 января 2022 года. Свидетель М., 3 мая 1990 года "
        "рождения. Я приехал в город вечером 4 января. На следующий день, в "
        "среду, около трёх часов дня услышал выстрелы. Через час перед "
        "домом лежал мужчина. До 18:00 врача не было. В ту ночь я не спал. "
        "6-го пропала связь, её не было пять дней. В середине января я "
        "увидел его имя в списке. Два года назад я встречал его на свадьбе. "
        "Когда он умер? В тот же вечер, думаю, не позднее полуночи.",
    ),
    (
        "kk",
        "2022 жылғы 20 қаңтардағы түсініктеме. Куә М., 1990 жылы 3 мамырда "
        "туған. Мен қалаға 4 қаңтарда кешке келдім. Келесі күні, "
        "сәрсенбіде, күндізгі сағат үштер шамасында атыс естідім. Бір "
        "сағаттан кейін үй алдында ер адам жатты. Сағат 18:00-ге дейін "
        "дәрігер келмеді. Сол түні ұйықтамадым. 6-сы күні байланыс үзілді, "
        "бес күн болмады. Қаңтардың ортасында тізімнен атын көрдім. Екі жыл "
        "бұрын оны тойда кездестіргенмін. Қашан өлді? Сол күні кешке, "
        "меніңше, түн ортасынан кешіктірмей.",
    ),
]


@pytest.mark.parametrize(("language", "text"), STATEMENTS, ids=["de", "en", "ru", "kk"])
def test_a_statement_is_dated_from_its_first_evening_to_its_last(
    language: str, text: str
) -> None:
    told = values(language, text, date(2022, 1, 20))
    story = [
        evening("2022-01-04"),
        "2022-01-05T15:00+06:00~",
        "2022-01-05T16:00+06:00~",
        "2022-01-05T18:00+06:00",
        night("2022-01-05", "2022-01-06"),
        "2022-01-06",
        "P5D",
        "2022-01-11~/2022-01-20~",
        "2020~",
        evening("2022-01-06"),
        "../2022-01-07T00:00+06:00",
    ]

    assert [value for value in told if value in story] == story
    assert set(told) - set(story) <= {"2022-01-20", "1990-05-03", "2022-01-05"}
