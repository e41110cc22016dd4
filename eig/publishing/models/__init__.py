"""What is published: items, their editions by language, what was done to them and what they were."""

from eig.publishing.models.editions import Edition, EditionManager, EditionQuerySet
from eig.publishing.models.history import Step, Version
from eig.publishing.models.imported import ImportedItem
from eig.publishing.models.inspection import Defect, Inspection
from eig.publishing.models.publishable import Publishable, PublishableQuerySet
from eig.publishing.models.sharing import Presence, PreviewLink

__all__ = [
    "Defect",
    "Edition",
    "EditionManager",
    "EditionQuerySet",
    "ImportedItem",
    "Inspection",
    "Presence",
    "PreviewLink",
    "Publishable",
    "PublishableQuerySet",
    "Step",
    "Version",
]
