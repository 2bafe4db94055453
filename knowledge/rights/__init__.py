"""What members may ask of what is stored about them: to see it, to take it along, to have it erased."""

from knowledge.rights.exporting import ExportedFile, ExportMine
from knowledge.rights.forgetting import Beside, ForgetPeople, Wished, WishToBeForgotten
from knowledge.rights.inventory import HOLDINGS, Fate, Holding, Kind
from knowledge.rights.ports import Erasure, Erasures, PersonalData, Rows

__all__ = [
    "HOLDINGS",
    "Beside",
    "Erasure",
    "Erasures",
    "ExportMine",
    "ExportedFile",
    "Fate",
    "ForgetPeople",
    "Holding",
    "Kind",
    "PersonalData",
    "Rows",
    "WishToBeForgotten",
    "Wished",
]
