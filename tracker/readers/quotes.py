"""Where a model's quote stands in a report: white space and quotation marks are folded, nothing else is forgiven."""

from dataclasses import dataclass

from events import Evidence

_FOLDED = dict.fromkeys("“”„‟«»❝❞″", '"') | dict.fromkeys("‘’‚‛`´′", "'")
_MARKS = "\"' "


@dataclass(frozen=True)
class Folded:
    """A text with white space and quotation marks folded, and for each of its characters the place in the original."""

    text: str
    places: tuple[int, ...]

    @classmethod
    def of(cls, original: str) -> "Folded":
        """Fold a text: every run of white space is one blank, every quotation mark a straight one."""
        kept: list[str] = []
        places: list[int] = []
        for place, char in enumerate(original):
            folded = " " if char.isspace() else _FOLDED.get(char, char)
            if folded == " " and kept and kept[-1] == " ":
                continue
            kept.append(folded)
            places.append(place)
        return cls("".join(kept), tuple(places))


def locate(quote: str, text: str, *, start: int = 0, end: int | None = None) -> Evidence | None:
    """The words of a text that a quote means, as they stand between two places in it; None when they do not.

    The quote must be whole words. What comes back is the text's own spelling, found character for character.
    """
    end = len(text) if end is None else end
    wanted = Folded.of(quote).text.strip()
    part = Folded.of(text[start:end])
    for form in dict.fromkeys((wanted, wanted.strip(_MARKS))):
        place = _whole_words(form, part.text)
        if place is not None:
            first, last = start + part.places[place], start + part.places[place + len(form) - 1] + 1
            return Evidence(quote=text[first:last], start=first, end=last)
    return None


def _whole_words(form: str, text: str) -> int | None:
    if not any(char.isalnum() for char in form):
        return None
    place = text.find(form)
    while place >= 0:
        end = place + len(form)
        inside = (place > 0 and form[0].isalnum() and text[place - 1].isalnum()) or (
            end < len(text) and form[-1].isalnum() and text[end].isalnum()
        )
        if not inside:
            return place
        place = text.find(form, place + 1)
    return None
