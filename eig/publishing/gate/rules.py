"""What each rule is called and to which family it belongs: home counts by family, the page of health sorts by rule."""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

_rules = {}


class Family(TextChoices):
    """Rules that are mended by the same people, in the same place."""

    IMAGES = "images", _("Images: rights and alternative texts")
    LINKS = "links", _("Links")
    TEXTS = "texts", _("Texts")
    INCOMPLETE = "incomplete", _("What is still missing")
    TRANSLATIONS = "translations", _("Translations")

    @property
    def advice(self):
        """How one mends what it names."""
        return ADVICE[self]


ADVICE = {
    Family.IMAGES: _(
        "Mend a picture in the image library: it is then in order wherever it is shown. Without a credit or a licence, "
        "ask whoever took it, or choose another picture."
    ),
    Family.LINKS: _(
        "Open the item, go to the link and choose its target again with the “Link” button. When the target is to come "
        "out soon, publish it first."
    ),
    Family.TEXTS: _("Open the item: the text is mended on the screen of its language, then published again."),
    Family.INCOMPLETE: _("Open the item and fill in what is named, or ask the person concerned."),
    Family.TRANSLATIONS: _("Open the item in the language: the text it is translated from stands beside it."),
}


@dataclass(frozen=True)
class Rule:
    """A rule by the code of what it finds, or by its last words where each field has a code of its own."""

    name: str
    family: Family
    words: str


def register_rules(family, words):
    """Say what the rules of a family are called: `{code: words}`; “too-long” stands for “title-too-long” too."""
    _rules.update({name: Rule(name, family, said) for name, said in words.items()})


def rules():
    """Every rule, by family, in the order in which they were named."""
    families = list(Family)
    return sorted(_rules.values(), key=lambda rule: families.index(rule.family))


def rule_of(code):
    """The rule that finds what bears that code."""
    if code in _rules:
        return _rules[code]
    for name, rule in _rules.items():
        if code.endswith(f"-{name}"):
            return rule
    raise LookupError(f"No family of rules knows “{code}”: name it with register_rules()")
