"""Another language is told only where it is sure; whatever may be English is read."""

import gzip
import json
from pathlib import Path

import pytest

from tracker.language import foreign, recognised

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Der Bundeskanzler hat den russischen Botschafter einbestellt."),
        ("fr", "Le président français a rencontré son homologue chinois à Pékin."),
        ("es", "El ministro de Asuntos Exteriores viajó a Moscú el lunes."),
        ("ru", "Президент России встретился с председателем КНР."),
        ("zh", "中国外交部发言人周一表示，中方反对制裁。"),
        ("ar", "وزير الخارجية يلتقي نظيره الروسي"),
        ("tr", "Dışişleri Bakanı Rusya’yı sert bir dille kınadı ve yeni yaptırımları açıkladı."),
        ("en", "The United States imposed sanctions on Belarus on Monday."),
    ],
)
def test_a_sentence_tells_its_language(language: str, text: str) -> None:
    assert recognised(text) == language
    assert foreign(recognised(text)) == (language != "en")


@pytest.mark.parametrize(
    "text",
    [
        "Xi Jinping, Putin, Biden.",
        "岸田文雄 (Fumio Kishida) meets 尹錫悅 in 東京.",
        "Владимир Путин met Си Цзиньпин.",
        "Nguyễn Xuân Phúc visits Đà Nẵng.",
        "Recep Tayyip Erdoğan meets Kemal Kılıçdaroğlu.",
        "123 456",
        "14.03.2022 – 17.03.2022",
        "OK",
    ],
)
def test_names_and_numbers_are_of_no_sure_language(text: str) -> None:
    assert not foreign(recognised(text))


@pytest.mark.parametrize(
    "text",
    [
        "Nigerian police in Abuja ban protests planned in Kaduna. (Vanguard)",
        "Nguyễn Phú Trọng meets Thongloun Sisoulith in Hà Nội.",
        "Serbian President Boris Tadić visits Priština. (Deutsche Welle)",
        "Sultan Ibrahim Iskandar receives the Yang di-Pertuan Agong in Johor Bahru.",
    ],
)
def test_english_full_of_foreign_names_stays_english(text: str) -> None:
    assert not foreign(recognised(text))


def test_a_text_with_an_english_part_is_not_foreign() -> None:
    german = "Der Bundeskanzler hat den russischen Botschafter einbestellt und den Angriff verurteilt. " * 60
    english = "The chancellor summoned the Russian ambassador and condemned the attack on Ukraine. " * 60
    assert foreign(recognised(german))
    assert not foreign(recognised(german + english))
    assert not foreign(recognised(english + german))


@pytest.mark.skipif(not CORPUS.exists(), reason="the corpus is not here")
@pytest.mark.parametrize(("file", "others"), [("news_bullets", 0), ("releases_2022", 1)])
def test_no_english_text_of_the_corpus_is_lost(file: str, others: int) -> None:
    with gzip.open(CORPUS / f"{file}.jsonl.gz", "rt") as rows:
        found = [recognised(json.loads(row)["text"]) for row in rows]
    assert sum(map(foreign, found)) == others
    assert found.count("en") > 0.98 * len(found)
