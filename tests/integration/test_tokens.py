"""The gazetteer cuts its forms as spaCy cuts reports."""

import pytest
import spacy
from spacy.language import Language

from tracker.gazetteer import cut, load_gazetteer

FORMS = (
    """
U.S.|U.S|U.S.A.|U.K.|U.N.|E.U.|US|UN|G7|G-7|G-20|P5+1|U.S.-led|US-led|U.S.-China|EU-China|Sino-British
Indo-Pakistani|Xi's|Xi’s|Ukraine's|U.S.'s|People's Republic of China|Iran's Revolutionary Guards|Côte d'Ivoire
Cote d’Ivoire|Quai d'Orsay|Guinea-Bissau|Timor-Leste|Bosnia-Herzegovina|Trinidad & Tobago|St. Lucia
Saint Vincent and the Grenadines|N. Korea|D.R. Congo|Washington, D.C.|N'Djamena|Sana'a|Nuku'alofa
Port-au-Prince|P'yŏngyang|Bashar al-Assad|al-Assad's|Mohammed bin Salman|Abdel Fattah el-Sisi|Kim Jong-un
Kim Jong Un|Ban Ki-moon|Moon Jae-in|Antony J. Blinken|J.D. Vance|J. D. Vance|H.R. McMaster|Robert O’Brien
Ferdinand Marcos Jr.|Volodymyr Zelenskyy's|Mohammed Shia' al-Sudani|Workers' Party of Korea|No. 10
10 Downing Street|Nur-Sultan|São Tomé and Príncipe|Recep Tayyip Erdoğan|Iran–Iraq War
North Atlantic Treaty Organization|IRGC-QF|MI6|P.R.C.
""".replace("\n", "|")
    .strip("|")
    .split("|")
)


@pytest.fixture(scope="module")
def english() -> Language:
    return spacy.blank("en")


@pytest.mark.parametrize("form", FORMS)
def test_a_form_is_cut_as_spacy_cuts_it(english: Language, form: str) -> None:
    assert cut(form) == tuple(token.text for token in english.make_doc(form))


def test_every_form_of_the_data_is_cut_as_spacy_cuts_it(english: Language) -> None:
    forms = {entry.form for entry in load_gazetteer().entries}
    assert [form for form in forms if cut(form) != tuple(token.text for token in english.make_doc(form))] == []
